package io.allasflow.clean.engine;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.allasflow.clean.engine.derive.DerivedColumn;
import io.allasflow.clean.engine.drift.Drift;
import io.allasflow.clean.engine.rule.RuleResult;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/// What was found in the raw table and what was done to it; published as `docs/schema/quality.v1.json`. Scores are
/// percentages. Fields that are null are absent from the JSON.
///
/// @param outlierColumn name of the column of flags at the end of the cleaned table; null if there is none
/// @param changes number of entries in the change log by reason, sorted by name
/// @param derivedColumns columns made from others; they are the last of the cleaned table
/// @param rules results of declared rules, in the order they are declared
/// @param suggestedRules rules that the table fulfils and its later versions probably should
/// @param suggestedYaml the same, ready to be put into `config/pipeline.yaml`; null if there are none
/// @param drift how the columns differ from those of the version accepted before; null if there was none, or no
///        difference. It goes into the status: what is published here depends on this version of the source alone
/// @param definitions what the scores mean, and what each has to reach
public record QualityReport(String schema, String dataset, Source source, Rows rows, Scores scores, Verdict verdict,
        List<Column> columns, List<DroppedColumn> droppedColumns, String outlierColumn,
        List<DerivedColumn> derivedColumns, SortedMap<String, Long> changes, List<RuleResult> rules,
        List<String> recommendations, List<SuggestedRule> suggestedRules, String suggestedYaml, @JsonIgnore Drift drift,
        List<Definition> definitions) {

    public static final String SCHEMA = "https://allasflow.io/schema/quality/v1";

    public record Source(String bucket, String key, String etag, long size) {}

    /// Always read = written + duplicates + empty + rejected + outliers.
    ///
    /// @param outliers rows left out because a cell is an outlier
    /// @param headers those of the rejected that repeat the header
    public record Rows(long read, long written, long duplicates, long empty, long rejected, long outliers,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long headers) {}

    /// @param completeness share of the cells that are not missing, in the rows kept, before imputation
    /// @param uniqueness share of the usable rows that do not repeat an earlier one
    /// @param validity share of the non-missing cells that fit their column's type and break no declared rule
    /// @param consistency share of the non-missing cells that are written as most of their column's are, without stray
    ///        white space; texts of few different values are to be spelt alike
    /// @param overall mean of the four
    public record Scores(double completeness, double uniqueness, double validity, double consistency,
            double overall) {}

    public enum Verdict {
        PASS,
        WARN,
        FAIL;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param position 1-based place in the raw table
    /// @param identifier whether its name or its numbers say that it names things: such a column is neither imputed nor
    ///        has outliers, unless the settings ask for it
    /// @param imputedBy the method by which missing cells got a value; null where none was imputed
    /// @param imputedWith what missing cells became; null where none was imputed, or not all got the same
    /// @param violations cells that fit the type but break a declared rule
    /// @param distinct different values; null if they are many
    /// @param uniqueness share of the valid cells that are different values; null if they are many
    /// @param overall mean of completeness, validity and consistency
    /// @param below which of these three miss their threshold
    /// @param outliers cells beyond a fence; the fences are null where outliers are not looked for
    /// @param approximate whether fences and median come from a sketch rather than from all values
    /// @param rankError by what share (0 to 1) of its numbers the rank of a quartile may be off at most; null if exact
    /// @param unit the currency (ISO 4217 where its sign tells) or `%` that its numbers were written with; null if none
    /// @param dominantFormat the commonest format of its valid cells; null in a text column
    public record Column(String name, String sourceName, int position, String type, boolean identifier, long missing,
            long imputed, String imputedBy, String imputedWith, long invalid, long violations, Integer distinct,
            long outliers,
            Double lowerFence, Double upperFence, boolean approximate, Double rankError, String dominantFormat,
            double completeness,
            Double uniqueness, double validity, double consistency, String unit, double overall, List<String> below) {}

    public record DroppedColumn(String name, String sourceName, int position, long missing, double missingPercent) {}

    /// A rule as `clean.rules` takes it: exactly one of the fields besides `column` is there.
    public record SuggestedRule(String column, Boolean required, Boolean unique, String min, List<String> oneOf,
            String type) {
        public static SuggestedRule required(String column) {
            return new SuggestedRule(column, true, null, null, null, null);
        }

        public static SuggestedRule unique(String column) {
            return new SuggestedRule(column, null, true, null, null, null);
        }

        public static SuggestedRule min(String column, String least) {
            return new SuggestedRule(column, null, null, least, null, null);
        }

        public static SuggestedRule oneOf(String column, List<String> values) {
            return new SuggestedRule(column, null, null, null, values, null);
        }

        public static SuggestedRule type(String column, String type) {
            return new SuggestedRule(column, null, null, null, null, type);
        }
    }

    /// @param threshold percent: below it the verdict is at best `warn`, for `overall` it is `fail`
    public record Definition(String score, String meaning, double threshold) {}
}
