package io.allasflow.clean.engine;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/// What was found in the raw table and what was done to it; published as `docs/schema/quality.v1.json`. Scores are
/// percentages. Fields that are null are absent from the JSON.
///
/// @param outlierColumn name of the column of flags at the end of the cleaned table; null if there is none
/// @param changes number of entries in the change log by reason, sorted by name
/// @param rules results of declared rules; empty so far
/// @param suggestedRules rules the profile suggests; empty so far
public record QualityReport(String schema, String dataset, Source source, Rows rows, Scores scores, Verdict verdict,
        List<Column> columns, List<DroppedColumn> droppedColumns, String outlierColumn,
        SortedMap<String, Long> changes, List<Object> rules, List<String> recommendations,
        List<Object> suggestedRules) {

    public static final String SCHEMA = "https://allasflow.io/schema/quality/v1";

    public record Source(String bucket, String key, String etag, long size) {}

    /// Always read = written + duplicates + empty + rejected + outliers.
    ///
    /// @param outliers rows left out because a cell is an outlier
    public record Rows(long read, long written, long duplicates, long empty, long rejected, long outliers) {}

    /// @param completeness share of the cells that are not missing, in the rows kept, before imputation
    /// @param uniqueness share of the usable rows that do not repeat an earlier one
    /// @param validity share of the non-missing cells that fit their column's type
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
    /// @param identifier whether its name, or numbers of 16 digits and more, say it identifies something: such a column is neither imputed nor has
    ///         outliers
    /// @param imputedWith what missing cells became; null where none was imputed
    /// @param outliers cells beyond a fence; the fences are null where outliers are not looked for
    /// @param approximate whether fences and median come from a sketch rather than from all values
    /// @param unit the currency (ISO 4217 where its sign tells) or `%` that its numbers were written with; null if none
    /// @param dominantFormat the commonest format of its valid cells; null in a text column
    public record Column(String name, String sourceName, int position, String type, boolean identifier, long missing,
            long imputed, String imputedWith, long invalid, long outliers, Double lowerFence, Double upperFence,
            boolean approximate, String dominantFormat, double completeness, double validity, double consistency,
            String unit) {}

    public record DroppedColumn(String name, String sourceName, int position, long missing, double missingPercent) {}
}
