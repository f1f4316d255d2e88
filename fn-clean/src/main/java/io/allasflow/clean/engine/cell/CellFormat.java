package io.allasflow.clean.engine.cell;

/// How a non-missing cell is written, judged on the cell alone. What it means (`1,234`, `03/04/2021`) is decided over
/// its column.
public enum CellFormat {
    TEXT,
    INTEGER,
    /// Digits that name rather than count: a leading zero (`007`), or a plus and eight digits or more
    /// (`+358401234567`).
    CODE,
    /// `1.5`
    DECIMAL_POINT,
    /// `1,5`
    DECIMAL_COMMA,
    /// `1.5e-7`
    DECIMAL_EXPONENT,
    /// `1,234,567` or `1,234.5`: never a decimal comma.
    GROUPED,
    BOOLEAN_TRUE_FALSE,
    /// `yes`, `no` in English, Finnish or Swedish.
    BOOLEAN_YES_NO,
    /// `2021-01-31`, `2021/1/31`
    DATE_YEAR_FIRST,
    /// `31.1.2021`
    DATE_DOTTED,
    /// `31/1/2021` or `31-1-2021`: the first number is no month.
    DATE_DAY_FIRST,
    /// `1/31/2021`: the second number is no month.
    DATE_MONTH_FIRST,
    /// `3/4/2021`
    DATE_DAY_OR_MONTH_FIRST,
    DATETIME_YEAR_FIRST,
    DATETIME_DOTTED,
    DATETIME_DAY_FIRST,
    DATETIME_MONTH_FIRST,
    DATETIME_DAY_OR_MONTH_FIRST;

    /// All constants, without the copy `values()` makes.
    static final CellFormat[] ALL = values();

    CellFormat atTime() {
        return ALL[ordinal() + DATETIME_YEAR_FIRST.ordinal() - DATE_YEAR_FIRST.ordinal()];
    }
}
