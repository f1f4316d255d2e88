package io.allasflow.summarize.engine;

/// What a column's cells ask of the type they are stored in, so that every stored value equals its cell. Where no
/// narrower type can promise that, the text itself is stored.
final class CellShape {
    private static final int DECIMAL_DIGITS = 18;
    private static final int WIDE_DECIMAL_DIGITS = 38;
    private static final int MICROSECOND_DIGITS = 6;

    private final ColumnType type;
    private int wholeDigits;
    private int fractionDigits;
    private boolean beyondLong;
    private boolean exponent;
    private boolean beyondDouble;
    private boolean oddYear;
    private boolean zoned;
    private boolean local;

    CellShape(ColumnType type) {
        this.type = type;
    }

    /// @param point the number or the point in time
    void add(String cell, double point) {
        switch (type) {
            case INTEGER -> addInteger(cell);
            case DECIMAL -> addDecimal(cell, point);
            case DATE -> oddYear |= isSign(cell.charAt(0));
            case DATETIME -> addTime(cell, cell.indexOf('T'));
            case TIME -> addTime(cell, 0);
            case BOOLEAN, TEXT -> {
            }
        }
    }

    /// Numbers too long for a decimal of 38 digits are stored as doubles, which they are nearly always printed from.
    String sqlType() {
        return switch (type) {
            case INTEGER -> beyondLong ? wholeDigits > WIDE_DECIMAL_DIGITS ? "VARCHAR" : "DECIMAL(38, 0)" : "BIGINT";
            case DECIMAL -> decimalType();
            case BOOLEAN -> "BOOLEAN";
            case DATE -> oddYear ? "VARCHAR" : "DATE";
            case DATETIME -> oddYear || zoned && local || fractionDigits > MICROSECOND_DIGITS
                    ? "VARCHAR"
                    : zoned ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
            case TIME -> fractionDigits > MICROSECOND_DIGITS ? "VARCHAR" : "TIME";
            case TEXT -> "VARCHAR";
        };
    }

    private String decimalType() {
        if (beyondDouble) {
            return "VARCHAR";
        }
        var digits = wholeDigits + fractionDigits;
        return exponent || digits > WIDE_DECIMAL_DIGITS
                ? "DOUBLE"
                : "DECIMAL(" + (digits > DECIMAL_DIGITS ? WIDE_DECIMAL_DIGITS : DECIMAL_DIGITS) + ", " + fractionDigits
                        + ")";
    }

    private void addInteger(String cell) {
        var digits = cell.length() - (cell.charAt(0) == '-' ? 1 : 0);
        wholeDigits = Math.max(wholeDigits, digits);
        if (digits > DECIMAL_DIGITS && !beyondLong) {
            try {
                Long.parseLong(cell);
            } catch (NumberFormatException beyond64Bits) {
                beyondLong = true;
            }
        }
    }

    private void addDecimal(String cell, double point) {
        beyondDouble |= !Double.isFinite(point);
        exponent |= cell.indexOf('e') >= 0 || cell.indexOf('E') >= 0;
        var start = isSign(cell.charAt(0)) ? 1 : 0;
        var mark = cell.indexOf('.');
        wholeDigits = Math.max(wholeDigits, (mark < 0 ? cell.length() : mark) - start);
        fractionDigits = Math.max(fractionDigits, mark < 0 ? 0 : cell.length() - mark - 1);
    }

    private void addTime(String cell, int start) {
        oddYear |= isSign(cell.charAt(0));
        var end = start;
        while (end < cell.length() && cell.charAt(end) != 'Z' && !isSign(cell.charAt(end))) {
            end++;
        }
        var mark = cell.indexOf('.', start);
        fractionDigits = Math.max(fractionDigits, mark < 0 ? 0 : end - mark - 1);
        zoned |= end < cell.length();
        local |= end == cell.length();
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+';
    }
}
