package io.allasflow.clean.engine.cell;

/// How a non-missing cell is written, judged on the cell alone. What it means (`1,234`, `03/04/2021`) is decided over
/// its column. Of a number this is how its digits are written; what stands around them is its [Marking].
public enum CellFormat {
    TEXT,
    /// In the format that the settings declare for the column.
    DECLARED,
    /// `0` or `1`: an integer, or a boolean where the settings say so.
    ZERO_ONE,
    INTEGER,
    /// 16 digits or more, ungrouped and without a sign: beyond what a double holds exactly.
    LONG_INTEGER,
    /// `1 234`
    GROUPED_SPACE,
    /// `1'234`
    GROUPED_APOSTROPHE,
    /// `1,234,567`
    GROUPED_COMMA,
    /// `1.234.567`
    GROUPED_POINT,
    /// Digits that name rather than count: a leading zero (`007`), or a plus and eight digits or more
    /// (`+358401234567`).
    CODE,
    /// `00.5`
    CODE_DECIMAL,
    /// `1.5`
    DECIMAL_POINT,
    /// `1.234`: a decimal point, or one that groups thousands.
    DECIMAL_OR_GROUPED_POINT,
    /// `1,234.5`
    GROUPED_COMMA_DECIMAL_POINT,
    /// `1 234.5`
    GROUPED_SPACE_DECIMAL_POINT,
    /// `1'234.5`
    GROUPED_APOSTROPHE_DECIMAL_POINT,
    /// `1.5e-7`
    EXPONENT_POINT,
    /// `1,5`
    DECIMAL_COMMA,
    /// `1,234`
    DECIMAL_OR_GROUPED_COMMA,
    /// `1.234,5`
    GROUPED_POINT_DECIMAL_COMMA,
    /// `1 234,5`
    GROUPED_SPACE_DECIMAL_COMMA,
    /// `1,5e-7`
    EXPONENT_COMMA,
    /// `15e-8`
    EXPONENT,
    BOOLEAN_TRUE_FALSE,
    /// `t`, `f`
    BOOLEAN_T_F,
    BOOLEAN_YES_NO,
    /// `y`, `n`
    BOOLEAN_Y_N,
    BOOLEAN_ON_OFF,
    /// `kyllä`, `ei`
    BOOLEAN_KYLLA_EI,
    /// `tosi`, `epätosi`
    BOOLEAN_TOSI_EPATOSI,
    /// `ja`, `nej`
    BOOLEAN_JA_NEJ,
    /// `sant`, `falskt`
    BOOLEAN_SANT_FALSKT,
    /// `9:05`, `21:05:10.5`
    TIME,
    /// `9:05 PM`
    TIME_AM_PM,
    /// `2021-01-31`, `2021/1/31`, `2021.01.31`
    DATE_YEAR_FIRST,
    /// `31.1.2021`
    DATE_DOTTED,
    /// `31 Jan 2021`, `January 31, 2021`, `31. tammikuuta 2021`
    DATE_NAMED,
    /// `31/1/2021` or `31-1-2021`: the first number is no month.
    DATE_DAY_FIRST,
    /// `1/31/2021`: the second number is no month.
    DATE_MONTH_FIRST,
    /// `3/4/2021`
    DATE_DAY_OR_MONTH_FIRST,
    DATETIME_YEAR_FIRST,
    DATETIME_DOTTED,
    DATETIME_NAMED,
    DATETIME_DAY_FIRST,
    DATETIME_MONTH_FIRST,
    DATETIME_DAY_OR_MONTH_FIRST;

    /// All constants, without the copy `values()` makes.
    static final CellFormat[] ALL = values();

    CellFormat atTime() {
        return ALL[ordinal() + DATETIME_YEAR_FIRST.ordinal() - DATE_YEAR_FIRST.ordinal()];
    }
}
