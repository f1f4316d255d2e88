package io.allasflow.clean.engine.rule;

import io.allasflow.clean.engine.cell.Surrogates;
import io.allasflow.clean.engine.column.ColumnType;
import io.allasflow.core.config.NearestWord;
import io.allasflow.core.text.Excerpt;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// One entry of `clean.rules`: a column and one thing that must hold of it, or how many rows there must be.
///
/// Columns go by their name in the raw table or in the cleaned one; the raw name goes first. A cell is judged as it is cleaned, before anything
/// is imputed or capped; missing cells, and cells that do not fit their column's type, break only `required` and `type`.
///
/// @param name told in the report and the rejected rows; by default the column and what must hold
/// @param columns the columns that must be unique together, instead of `column`
/// @param min the least number, date or datetime; `max` likewise. A date alone covers its whole day
/// @param regex what the whole cell must match, in RE2's syntax
/// @param oneOf the cells allowed, as the cleaned table has them
/// @param type what each cell must be, whatever the column's type is
/// @param rowCount of the rows written
/// @throws IllegalArgumentException if it does not say one thing, or cannot be meant
public record Rule(String name, String column, List<String> columns, Boolean required, Boolean unique, String min,
        String max, String regex, List<String> oneOf, String type, RowCount rowCount, Severity severity) {
    public static final List<String> TYPES = Arrays.stream(ColumnType.values()).map(ColumnType::text).toList();
    private static final int LONGEST_NAME = 100;
    private static final int MOST_VALUES = 10_000;

    /// What a rule asks: the setting that says it.
    public enum Kind {
        REQUIRED("required"),
        UNIQUE("unique"),
        RANGE("range"),
        REGEX("regex"),
        ONE_OF("oneOf"),
        TYPE("type"),
        ROW_COUNT("rowCount");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /// @param min null for none, as `max`
    public record RowCount(Long min, Long max) {
        public RowCount {
            check(min != null || max != null, "rowCount needs min, max or both");
            check(min == null || max == null || min <= max, "rowCount: min is more than max");
        }
    }

    public Rule {
        severity = severity == null ? Severity.WARN : severity;
        oneOf = oneOf == null ? null : List.copyOf(oneOf);
        columns = columns != null ? List.copyOf(columns) : column == null ? List.of() : List.of(column);
        check(Stream.of(required, unique, min == null ? max : min, regex, oneOf, type, rowCount)
                .filter(Objects::nonNull).count() == 1,
                "a rule asks one thing: required, unique, min and max, regex, oneOf, type or rowCount");
        check(required != Boolean.FALSE && unique != Boolean.FALSE, "leave out what a rule does not ask");
        check(column == null || columns.equals(List.of(column)), "a rule has either column or columns");
        check(rowCount == null || columns.isEmpty(), "rowCount is about the table, and takes no column");
        check(rowCount == null || severity != Severity.REJECT, "rowCount cannot reject: its severity is warn or fail");
        check(rowCount != null || columns.size() == 1 || unique != null && !columns.isEmpty(),
                "a rule needs a column; unique may have several columns");
        check(type == null || TYPES.contains(type), "type is \"" + type + "\", must be one of "
                + String.join(", ", TYPES) + (type == null ? "" : NearestWord.hint(type, TYPES)));
        check(oneOf == null || !oneOf.isEmpty() && oneOf.size() <= MOST_VALUES,
                "oneOf needs 1 to " + MOST_VALUES + " values");
        if (min != null || max != null) {
            Range.of(min, max);
        }
        if (regex != null) {
            CellPattern.of(regex);
        }
        // Reports and rejected rows tell these.
        columns.forEach(each -> Surrogates.refuseUnpaired("column", each));
        Surrogates.refuseUnpaired("name", name);
        name = name == null
                ? Excerpt.of(defaultName(columns, required, unique, min, max, regex, oneOf, type), LONGEST_NAME - 1)
                : name;
        check(!name.isBlank() && name.length() <= LONGEST_NAME, "name must have 1 to " + LONGEST_NAME + " characters");
    }

    public Kind kind() {
        return kind(required, unique, regex, oneOf, type, rowCount);
    }

    /// What judges a cell; null unless the rule is about single cells.
    CellCheck cellCheck() {
        return switch (kind()) {
            case RANGE -> Range.of(min, max);
            case REGEX -> CellPattern.of(regex);
            case ONE_OF -> Set.copyOf(oneOf)::contains;
            case TYPE -> TypeCheck.of(type);
            case REQUIRED, UNIQUE, ROW_COUNT -> null;
        };
    }

    private static Kind kind(Boolean required, Boolean unique, String regex, List<String> oneOf, String type,
            RowCount rowCount) {
        return required != null
                ? Kind.REQUIRED
                : unique != null
                        ? Kind.UNIQUE
                        : regex != null
                                ? Kind.REGEX
                                : oneOf != null
                                        ? Kind.ONE_OF
                                        : type != null
                                                ? Kind.TYPE
                                                : rowCount != null ? Kind.ROW_COUNT : Kind.RANGE;
    }

    private static String defaultName(List<String> columns, Boolean required, Boolean unique, String min, String max,
            String regex, List<String> oneOf, String type) {
        if (columns.isEmpty()) {
            return Kind.ROW_COUNT.text;
        }
        var kind = kind(required, unique, regex, oneOf, type, null);
        return String.join(", ", columns) + " " + switch (kind) {
            case RANGE -> min == null ? "at most " + max : max == null ? "at least " + min : min + " to " + max;
            case TYPE -> "type " + type;
            case REQUIRED, UNIQUE, REGEX, ONE_OF, ROW_COUNT -> kind.text;
        };
    }

    private static void check(boolean met, String problem) {
        if (!met) {
            throw new IllegalArgumentException(problem);
        }
    }
}
