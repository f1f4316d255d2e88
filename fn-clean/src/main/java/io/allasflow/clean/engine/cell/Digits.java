package io.allasflow.clean.engine.cell;

/// Scans the digits of a number, the marks among them and the exponent after them; not what stands around them. Holds
/// the parts of the last one scanned.
final class Digits {
    private static final char APOSTROPHE = '\u2019';
    /// More digits before the point would not fit a double, which outliers are judged in.
    private static final int LONGEST_WHOLE = 300;
    private static final int PHONE_NUMBER_DIGITS = 8;
    private static final int LONG_DIGITS = 16;

    private String text = "";
    private int at;
    private int to;
    private char sign;
    private int start;
    private int whole;
    private int count;
    private long mantissa;
    private int scale;
    private char decimal;
    private boolean isGrouped;

    /// @param from index of the first digit or mark
    /// @param end index after the last character that may be looked at
    /// @param before the sign before; 0 if there is none
    /// @return one of the number formats, or TEXT
    CellFormat scan(String number, int from, int end, char before) {
        text = number;
        at = from;
        start = from;
        to = end;
        sign = before;
        count = 0;
        mantissa = 0;
        scale = 0;
        decimal = 0;
        isGrouped = false;
        return from < end ? number() : CellFormat.TEXT;
    }

    int start() {
        return start;
    }

    /// Index after the last digit.
    int end() {
        return at;
    }

    /// Digits before the first mark.
    int whole() {
        return whole;
    }

    /// All digits but the exponent's.
    int count() {
        return count;
    }

    /// All digits but the exponent's, as a number: right for up to 18 of them.
    long mantissa() {
        return mantissa;
    }

    /// Digits after the last mark, if it may be the decimal one.
    int scale() {
        return scale;
    }

    /// The mark that is the decimal one, or may be; 0 if there is none.
    char decimal() {
        return decimal;
    }

    /// Whether there are marks that can only group thousands.
    boolean isGrouped() {
        return isGrouped;
    }

    private CellFormat number() {
        whole = run();
        if (whole > LONGEST_WHOLE) {
            return CellFormat.TEXT;
        }
        if (at == to) {
            return wholeFormat();
        }
        return switch (text.charAt(at)) {
            case '.' -> point('.', ',');
            case ',' -> point(',', '.');
            case ' ', '\'', APOSTROPHE -> spaced(text.charAt(at));
            case 'e', 'E' -> whole > 0 && !hasLeadingZero() ? exponent(CellFormat.EXPONENT) : CellFormat.TEXT;
            default -> wholeFormat();
        };
    }

    private CellFormat wholeFormat() {
        if (whole == 0) {
            return CellFormat.TEXT;
        }
        if (hasLeadingZero() || sign == '+' && count >= PHONE_NUMBER_DIGITS) {
            return CellFormat.CODE;
        }
        if (sign != 0) {
            return CellFormat.INTEGER;
        }
        return whole == 1 && mantissa <= 1
                ? CellFormat.ZERO_ONE
                : whole >= LONG_DIGITS ? CellFormat.LONG_INTEGER : CellFormat.INTEGER;
    }

    /// @param mark the point or comma at `at`
    /// @param other the other one
    private CellFormat point(char mark, char other) {
        decimal = mark;
        at++;
        scale = run();
        var isPoint = mark == '.';
        if (scale == 3 && whole >= 1 && whole <= 3 && text.charAt(start) != '0') {
            if (isAt(mark) || isAt(other)) {
                return grouped(mark, other);
            }
            if (!isAt('e') && !isAt('E')) {
                return isPoint ? CellFormat.DECIMAL_OR_GROUPED_POINT : CellFormat.DECIMAL_OR_GROUPED_COMMA;
            }
        }
        if (whole + scale == 0 || scale == 0 && !isPoint) {
            return CellFormat.TEXT;
        }
        if (isAt('e') || isAt('E')) {
            return hasLeadingZero()
                    ? CellFormat.TEXT
                    : exponent(isPoint ? CellFormat.EXPONENT_POINT : CellFormat.EXPONENT_COMMA);
        }
        return hasLeadingZero()
                ? CellFormat.CODE_DECIMAL
                : isPoint ? CellFormat.DECIMAL_POINT : CellFormat.DECIMAL_COMMA;
    }

    /// After a first group of three digits.
    private CellFormat grouped(char mark, char other) {
        while (isAt(mark)) {
            if (!group()) {
                return CellFormat.TEXT;
            }
        }
        scale = 0;
        decimal = 0;
        isGrouped = true;
        if (isAt(other)) {
            return !fraction()
                    ? CellFormat.TEXT
                    : mark == ','
                            ? CellFormat.GROUPED_COMMA_DECIMAL_POINT
                            : CellFormat.GROUPED_POINT_DECIMAL_COMMA;
        }
        if (mark == ',') {
            return CellFormat.GROUPED_COMMA;
        }
        return isAddress() ? CellFormat.TEXT : CellFormat.GROUPED_POINT;
    }

    private CellFormat spaced(char mark) {
        var isSpace = mark == ' ';
        if (isSpace && (at + 1 == to || !NumberText.isDigit(text.charAt(at + 1)))) {
            return wholeFormat();
        }
        if (whole < 1 || whole > 3) {
            return CellFormat.TEXT;
        }
        isGrouped = true;
        while (isAt(mark)) {
            if (isSpace && (at + 1 == to || !NumberText.isDigit(text.charAt(at + 1)))) {
                break;
            }
            if (!group()) {
                return CellFormat.TEXT;
            }
        }
        if (text.charAt(start) == '0' || sign == '+' && count >= PHONE_NUMBER_DIGITS) {
            return CellFormat.CODE;
        }
        if (isAt('.')) {
            return !fraction()
                    ? CellFormat.TEXT
                    : isSpace
                            ? CellFormat.GROUPED_SPACE_DECIMAL_POINT
                            : CellFormat.GROUPED_APOSTROPHE_DECIMAL_POINT;
        }
        if (isAt(',')) {
            return isSpace && fraction() ? CellFormat.GROUPED_SPACE_DECIMAL_COMMA : CellFormat.TEXT;
        }
        return isSpace ? CellFormat.GROUPED_SPACE : CellFormat.GROUPED_APOSTROPHE;
    }

    /// A mark and three digits.
    private boolean group() {
        at++;
        return run() == 3 && count <= LONGEST_WHOLE;
    }

    /// A mark and digits.
    private boolean fraction() {
        decimal = text.charAt(at++);
        scale = run();
        return scale > 0;
    }

    private CellFormat exponent(CellFormat exponentFormat) {
        var i = at + 1;
        var isNegative = i < to && text.charAt(i) == '-';
        if (i < to && (isNegative || text.charAt(i) == '+')) {
            i++;
        }
        var first = i;
        var exponent = 0;
        while (i < to && i - first < 3 && NumberText.isDigit(text.charAt(i))) {
            exponent = exponent * 10 + text.charAt(i++) - '0';
        }
        at = i;
        return i == first || i < to || !isNegative && whole + exponent > LONGEST_WHOLE
                ? CellFormat.TEXT
                : exponentFormat;
    }

    /// `192.168.100.101` is no number.
    private boolean isAddress() {
        var groups = 1;
        for (int i = start, group = 0; i < at; i++) {
            var c = text.charAt(i);
            group = c == '.' ? 0 : group * 10 + c - '0';
            groups += c == '.' ? 1 : 0;
            if (group > 255) {
                return false;
            }
        }
        return groups == 4;
    }

    /// Takes the digits at `at`; returns how many.
    private int run() {
        var from = at;
        while (at < to && NumberText.isDigit(text.charAt(at))) {
            mantissa = mantissa * 10 + text.charAt(at++) - '0';
        }
        count += at - from;
        return at - from;
    }

    private boolean isAt(char c) {
        return at < to && text.charAt(at) == c;
    }

    private boolean hasLeadingZero() {
        return whole > 1 && text.charAt(start) == '0';
    }
}
