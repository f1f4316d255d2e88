package io.allasflow.clean.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.allasflow.clean.engine.cell.LetterCase;
import io.allasflow.clean.engine.cell.Surrogates;
import java.util.Collections;
import java.util.LinkedHashMap;
import io.allasflow.clean.engine.derive.Derivation;
import io.allasflow.clean.engine.column.ColumnType;
import io.allasflow.clean.engine.duplicate.DuplicateRule;
import io.allasflow.clean.engine.impute.ImputationMethod;
import io.allasflow.clean.engine.impute.Impute;
import io.allasflow.clean.engine.outlier.Outliers;
import io.allasflow.clean.engine.rule.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// How to clean. Every field may be absent (null): it then has the default written here.
///
/// @param columns what is said of single columns, by their raw or clean name
/// @param rules what must hold of the table
/// @param derive columns to add
/// @param contract what a change of the columns from one version to the next means
/// @param duplicates which rows are duplicates, and which of them stays
/// @throws IllegalArgumentException for a value out of its range
public record CleanSettings(Missing missing, Types types, Outliers outliers, Quality quality, Limits limits, Text text,
        Map<String, ColumnSettings> columns, List<Rule> rules, List<Derivation> derive, Contract contract,
        DuplicateRule duplicates) {
    /// Bounds what one row costs.
    private static final int MOST_RULES = 1000;
    private static final int MOST_DERIVED = 200;

    public CleanSettings {
        missing = missing == null ? new Missing(null, null, null, null, null, null, null, null, null) : missing;
        types = types == null ? new Types(null) : types;
        outliers = outliers == null ? Outliers.DEFAULT : outliers.over(Outliers.DEFAULT);
        quality = quality == null ? new Quality(null, null, null, null, null) : quality;
        limits = limits == null ? new Limits(null, null, null) : limits;
        text = text == null ? new Text(null) : text;
        columns = columns == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        rules = rules == null ? List.of() : List.copyOf(rules);
        derive = derive == null ? List.of() : List.copyOf(derive);
        duplicates = duplicates == null ? DuplicateRule.EXACT : duplicates;
        contract = contract == null ? Contract.EVOLVE : contract;
        require(rules.size() <= MOST_RULES, "rules", rules.size(), "at most " + MOST_RULES);
        require(derive.size() <= MOST_DERIVED, "derive", derive.size(), "at most " + MOST_DERIVED);
        // The report tells those that the table lacks.
        columns.keySet().forEach(name -> Surrogates.refuseUnpaired("columns", name));
        var names = new HashSet<String>();
        for (var rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("rules has two called \"" + rule.name() + "\": give one a name");
            }
        }
    }

    public CleanSettings(Missing missing, Types types, Outliers outliers, Quality quality, Limits limits) {
        this(missing, types, outliers, quality, limits, null, null, null, null, null, null);
    }

    public static CleanSettings defaults() {
        return new CleanSettings(null, null, null, null, null);
    }

    public enum Contract {
        /// The columns may change; the report tells how.
        @JsonProperty("evolve")
        EVOLVE,
        /// A version whose columns changed is rejected, and the outputs of the one before stay.
        @JsonProperty("freeze")
        FREEZE
    }

    /// The raw name goes before the clean one.
    public ColumnSettings column(String rawName, String cleanName) {
        return columns.getOrDefault(rawName, columns.getOrDefault(cleanName, ColumnSettings.NONE));
    }

    /// How outliers of a column are told, and what becomes of them.
    public Outliers outliersOf(ColumnSettings column) {
        return column.outliers() == null ? outliers : column.outliers().over(outliers);
    }

    /// @param letterCase what becomes of the case of letters in text columns
    public record Text(@JsonProperty("case") LetterCase letterCase) {
        public Text {
            letterCase = letterCase == null ? LetterCase.KEEP : letterCase;
        }
    }

    /// @param sentinels what else than an empty cell means a missing value: compared after trimming, in any case
    /// @param dropColumnAbove share (0 to 1) of missing cells above which a column is left out
    /// @param numbers how missing numbers get a value; `texts`, `booleans` and `dates` likewise, `dates` being datetimes
    ///        and times too
    /// @param constant what a missing text becomes with [ImputationMethod#CONSTANT]
    /// @param by the column of dates or datetimes by which numbers are interpolated, by its raw or clean name
    /// @param imputeInvalid whether a cell that does not fit its column's type gets a value as a missing one does: it says
    ///        something, such as `<5`, that a median would hide
    public record Missing(List<String> sentinels, Double dropColumnAbove, Impute numbers, Impute texts,
            String constant, Impute booleans, Impute dates, String by, Boolean imputeInvalid) {
        /// What spreadsheets, R, pandas, SQL dumps, statistical offices and people write for "no value".
        public static final List<String> SENTINELS = List.of("na", "n/a", "n.a.", "<na>", "nan", "-nan", "null",
                "none", "nil", "\\N", "(blank)", "-", "--", "..", "...", "?", "#n/a", "#n/a n/a", "#na", "#null!", "#value!",
                "#div/0!", "#ref!", "#name?", "#num!");

        public Missing {
            sentinels = sentinels == null ? SENTINELS : List.copyOf(sentinels);
            dropColumnAbove = share("missing.dropColumnAbove", dropColumnAbove, 0.90);
            numbers = numbers == null ? new Impute(ImputationMethod.MEDIAN) : numbers;
            texts = texts == null ? new Impute(ImputationMethod.CONSTANT) : texts;
            constant = constant == null ? "unknown" : constant;
            booleans = booleans == null ? new Impute(ImputationMethod.KEEP) : booleans;
            dates = dates == null ? new Impute(ImputationMethod.KEEP) : dates;
            imputeInvalid = imputeInvalid != null && imputeInvalid;
            Surrogates.refuseUnpaired("missing.constant", constant);
            Surrogates.refuseUnpaired("missing.by", by);
            requireConstant("missing.numbers", numbers);
            requireNoNumbers("missing.texts", texts);
            requireNoNumbers("missing.booleans", booleans);
            requireConstant("missing.booleans", booleans);
            requireNoNumbers("missing.dates", dates);
            requireConstant("missing.dates", dates);
        }

        /// Whether the settings say nothing of them.
        public boolean hasUsualSentinels() {
            return sentinels.equals(SENTINELS);
        }

        public Impute of(ColumnType type) {
            return switch (type) {
                case INTEGER, DECIMAL -> numbers;
                case BOOLEAN -> booleans;
                case DATE, DATETIME, TIME -> dates;
                case TEXT -> texts;
            };
        }

        private static void requireConstant(String name, Impute impute) {
            if (impute.method() == ImputationMethod.CONSTANT && impute.constant() == null) {
                throw new IllegalArgumentException(name + " is constant, must say which: {constant: ...}");
            }
        }

        private static void requireNoNumbers(String name, Impute impute) {
            if (impute.method().isOfNumbers()) {
                throw new IllegalArgumentException(name + " is " + impute.method().text()
                        + ", must be mode, previous, keep or a constant");
            }
        }
    }

    /// @param threshold share (0 to 1) of a column's non-missing cells that must fit a type for the column to get it
    public record Types(Double threshold) {
        public Types {
            threshold = share("types.threshold", threshold, 0.95);
        }
    }

    /// Percentages: the scores that a table must reach to pass, and the overall score below which it fails.
    public record Quality(Double completeness, Double uniqueness, Double validity, Double consistency, Double fail) {
        public Quality {
            completeness = percent("quality.completeness", completeness, 80);
            uniqueness = percent("quality.uniqueness", uniqueness, 95);
            validity = percent("quality.validity", validity, 85);
            consistency = percent("quality.consistency", consistency, 90);
            fail = percent("quality.fail", fail, 70);
        }
    }

    /// What bounds the memory: 8 bytes a quantile value, some 2 to 6 KB a column, and a share of the heap for finding
    /// duplicates ([Resources]).
    ///
    /// @param rows of a table: a bit each is held
    /// @param quantileValues numbers held over all columns: enough for two columns of a million. If a table has more,
    ///        each column has its even share of them for a sketch, and its quantiles are approximate. A column that
    ///        writes its numbers in several ways holds its share for each
    public record Limits(Integer rows, Integer columns, Integer quantileValues) {
        /// What memory there is for, and numbers of rows that are integers.
        public static final int MOST_ROWS = 1 << 28;

        public Limits {
            rows = rows == null ? MOST_ROWS : rows;
            columns = columns == null ? 10_000 : columns;
            quantileValues = quantileValues == null ? 1 << 21 : quantileValues;
            require(rows >= 1 && rows <= MOST_ROWS, "limits.rows", rows, "1 to " + MOST_ROWS);
            require(columns >= 1 && columns <= 1_000_000, "limits.columns", columns, "1 to 1000000");
            require(quantileValues >= 1, "limits.quantileValues", quantileValues, "at least 1");
        }
    }

    private static double share(String name, Double value, double otherwise) {
        var chosen = value == null ? otherwise : value;
        require(chosen >= 0 && chosen <= 1, name, chosen, "0 to 1");
        return chosen;
    }

    private static double percent(String name, Double value, double otherwise) {
        var chosen = value == null ? otherwise : value;
        require(chosen >= 0 && chosen <= 100, name, chosen, "0 to 100");
        return chosen;
    }

    private static void require(boolean met, String name, Number value, String range) {
        if (!met) {
            throw new IllegalArgumentException(name + " is " + value + ", must be " + range);
        }
    }
}
