package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.cell.Marking;
import io.allasflow.clean.engine.column.ColumnType;
import io.allasflow.clean.engine.impute.ImputationMethod;

/// Why a cell was changed, or noted, in the change log.
public enum ChangeReason {
    /// Stray white space or control characters removed.
    WHITE_SPACE,
    /// Characters that Unicode composes of two were written as two.
    UNICODE_FORM,
    /// Letters were made upper or lower case, as the settings say.
    LETTER_CASE,
    /// A sentinel such as `NA` became an empty cell.
    MISSING_VALUE,
    INTEGER_FORMAT, DECIMAL_FORMAT, BOOLEAN_FORMAT, DATE_FORMAT, DATETIME_FORMAT, TIME_FORMAT,
    /// A number lost its currency; the report names it.
    CURRENCY_FORMAT,
    /// A number lost its `%`; the report notes it.
    PERCENT_FORMAT,
    /// The cell does not fit its column's type and became an empty cell.
    INVALID_INTEGER, INVALID_DECIMAL, INVALID_BOOLEAN, INVALID_DATE, INVALID_DATETIME, INVALID_TIME,
    /// A missing number became the column's median.
    IMPUTED_MEDIAN,
    IMPUTED_MEAN,
    /// A missing cell became the column's commonest value.
    IMPUTED_MODE,
    /// A missing cell became the constant.
    IMPUTED_CONSTANT,
    /// A missing cell became the value of the nearest row before that has one.
    IMPUTED_PREVIOUS,
    /// A missing number was worked out from those before and after it, by the time of each.
    IMPUTED_INTERPOLATED,
    /// The number is beyond a fence; it was left as it is.
    OUTLIER_FLAGGED,
    /// The number was beyond a fence and became the fence.
    OUTLIER_CAPPED,
    /// The column was left out; `old` is the raw cell.
    COLUMN_DROPPED;

    /// @param marking what stood around the number, if it was one
    static ChangeReason format(ColumnType type, Marking marking) {
        return switch (marking) {
            case CURRENCY, ACCOUNTING_CURRENCY -> CURRENCY_FORMAT;
            case PERCENT -> PERCENT_FORMAT;
            case PLAIN, ACCOUNTING -> format(type);
        };
    }

    private static ChangeReason format(ColumnType type) {
        return switch (type) {
            case INTEGER -> INTEGER_FORMAT;
            case DECIMAL -> DECIMAL_FORMAT;
            case BOOLEAN -> BOOLEAN_FORMAT;
            case DATE -> DATE_FORMAT;
            case DATETIME -> DATETIME_FORMAT;
            case TIME -> TIME_FORMAT;
            case TEXT -> LETTER_CASE;
        };
    }

    /// @throws IllegalArgumentException for [ImputationMethod#KEEP]
    static ChangeReason imputed(ImputationMethod method) {
        return switch (method) {
            case MEDIAN -> IMPUTED_MEDIAN;
            case MEAN -> IMPUTED_MEAN;
            case MODE -> IMPUTED_MODE;
            case CONSTANT -> IMPUTED_CONSTANT;
            case PREVIOUS -> IMPUTED_PREVIOUS;
            case INTERPOLATE -> IMPUTED_INTERPOLATED;
            case KEEP -> throw new IllegalArgumentException("nothing was imputed");
        };
    }

    boolean isImputation() {
        return compareTo(IMPUTED_MEDIAN) >= 0 && compareTo(IMPUTED_INTERPOLATED) <= 0;
    }

    public static ChangeReason invalid(ColumnType type) {
        return switch (type) {
            case INTEGER -> INVALID_INTEGER;
            case DECIMAL -> INVALID_DECIMAL;
            case BOOLEAN -> INVALID_BOOLEAN;
            case DATE -> INVALID_DATE;
            case DATETIME -> INVALID_DATETIME;
            case TIME -> INVALID_TIME;
            case TEXT -> throw new IllegalArgumentException("every text is valid");
        };
    }
}
