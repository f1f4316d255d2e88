package io.allasflow.clean.engine.cell;

/// Reads and rewrites numbers as text, so that digits beyond 64 bits and trailing zeros stay as they were.
public final class NumberText {
    private static final char MINUS = '\u2212';
    /// More digits before the point would not fit a double, which outliers are judged in.
    private static final int LONGEST_WHOLE = 300;
    private static final int PHONE_NUMBER_DIGITS = 8;
    /// A number of up to 15 digits and a power of ten up to 22 are both exact doubles, so their quotient is correctly
    /// rounded.
    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
        1e13, 1e14, 1e15};

    private NumberText() {}

    /// @param text clean and not empty
    /// @return one of the number formats, CODE, GROUPED or TEXT
    static CellFormat formatOf(String text) {
        var length = text.length();
        var start = isSign(text.charAt(0)) ? 1 : 0;
        var mark = digitsEnd(text, start);
        var whole = mark - start;
        if (whole > LONGEST_WHOLE) {
            return CellFormat.TEXT;
        }
        var leadingZero = whole > 1 && text.charAt(start) == '0';
        if (mark == length) {
            if (whole == 0) {
                return CellFormat.TEXT;
            }
            var phoneNumber = text.charAt(0) == '+' && whole >= PHONE_NUMBER_DIGITS;
            return leadingZero || phoneNumber ? CellFormat.CODE : CellFormat.INTEGER;
        }
        var end = mark;
        var format = CellFormat.INTEGER;
        if (text.charAt(mark) == '.') {
            end = digitsEnd(text, mark + 1);
            format = CellFormat.DECIMAL_POINT;
        } else if (text.charAt(mark) == ',') {
            end = digitsEnd(text, mark + 1);
            format = CellFormat.DECIMAL_COMMA;
        }
        var fraction = Math.max(0, end - mark - 1);
        if (end == length && format != CellFormat.INTEGER) {
            if (whole + fraction == 0 || fraction == 0 && format == CellFormat.DECIMAL_COMMA) {
                return CellFormat.TEXT;
            }
            return leadingZero ? CellFormat.CODE : format;
        }
        if (format == CellFormat.DECIMAL_COMMA) {
            return isGrouped(text, start) ? CellFormat.GROUPED : CellFormat.TEXT;
        }
        return whole + fraction > 0 && !leadingZero && isExponent(text, end)
                ? CellFormat.DECIMAL_EXPONENT
                : CellFormat.TEXT;
    }

    /// A decimal comma that could as well group thousands: one to three digits, not starting with a zero, a comma,
    /// three digits.
    public static boolean couldBeGrouped(String text) {
        return isGrouped(text, isSign(text.charAt(0)) ? 1 : 0);
    }

    /// Digits, a point and a minus sign where there is one; otherwise as written. The same object when canonical
    /// already.
    public static String canonical(String text, CellFormat format) {
        var first = text.charAt(0);
        var start = isSign(first) ? 1 : 0;
        var mark = format == CellFormat.INTEGER ? text.length() : digitsEnd(text, start);
        var bareMark = mark == start || mark == text.length() - 1;
        if (first != '+' && first != MINUS && format != CellFormat.DECIMAL_COMMA && !bareMark) {
            return text;
        }
        var canonical = new StringBuilder(text.length() + 1);
        if (start == 1 && first != '+') {
            canonical.append('-');
        }
        if (mark == start) {
            canonical.append('0');
        }
        canonical.append(text, start, mark);
        if (mark < text.length() && !(bareMark && mark > start)) {
            canonical.append(format == CellFormat.DECIMAL_COMMA ? '.' : text.charAt(mark)).append(text, mark + 1,
                    text.length());
        }
        return canonical.toString();
    }

    /// @param number as [#canonical] gives it
    /// @return the double nearest to it
    public static double value(String number) {
        var negative = number.charAt(0) == '-';
        var digits = 0L;
        var scale = -1;
        var count = 0;
        for (var i = negative ? 1 : 0; i < number.length(); i++) {
            var c = number.charAt(i);
            if (c == '.') {
                scale = 0;
            } else if (c < '0' || c > '9' || ++count > EXACT_DIGITS) {
                return Double.parseDouble(number);
            } else {
                digits = digits * 10 + c - '0';
                scale += scale < 0 ? 0 : 1;
            }
        }
        var value = digits / POWERS_OF_TEN[Math.max(0, scale)];
        return negative ? -value : value;
    }

    private static boolean isGrouped(String text, int start) {
        var i = digitsEnd(text, start);
        if (i == start || i - start > 3 || text.charAt(start) == '0') {
            return false;
        }
        while (i < text.length() && text.charAt(i) == ',') {
            var end = digitsEnd(text, i + 1);
            if (end - i != 4) {
                return false;
            }
            i = end;
        }
        return i == text.length() || text.charAt(i) == '.' && digitsEnd(text, i + 1) == text.length();
    }

    private static boolean isExponent(String text, int start) {
        if (text.charAt(start) != 'e' && text.charAt(start) != 'E') {
            return false;
        }
        var digits = start + 1;
        if (digits < text.length() && (text.charAt(digits) == '-' || text.charAt(digits) == '+')) {
            digits++;
        }
        return digits < text.length() && digitsEnd(text, digits) == text.length() && text.length() - digits <= 3
                && Double.isFinite(Double.parseDouble(text.charAt(0) == MINUS ? text.substring(1) : text));
    }

    private static int digitsEnd(String text, int start) {
        var i = start;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+' || c == MINUS;
    }
}
