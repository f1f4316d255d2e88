package io.allasflow.clean.engine.cell;

/// Scans one number after another and rewrites it as text, so that digits beyond 64 bits and trailing zeros stay as
/// they were. Holds the parts of the last one scanned, so it serves one thread.
public final class NumberText {
    private static final char MINUS = '\u2212';
    private static final char APOSTROPHE = '\u2019';
    /// More digits before the point would not fit a double, which outliers are judged in.
    private static final int LONGEST_WHOLE = 300;
    private static final int PHONE_NUMBER_DIGITS = 8;
    private static final int LONG_DIGITS = 16;
    /// A number of up to 15 digits and a power of ten up to 22 are both exact doubles, so their quotient is correctly
    /// rounded.
    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
        1e13, 1e14, 1e15};

    private String text;
    private int at;
    private int to;
    private char sign;
    private int start;
    private int whole;
    private int digits;
    private long mantissa;
    private int scale;
    private char decimal;
    private boolean isGrouped;
    private Marking marking = Marking.PLAIN;
    private String unit;
    private CellFormat format = CellFormat.TEXT;

    /// @param clean clean and not empty
    /// @return one of the number formats, or TEXT
    public CellFormat scan(String clean) {
        text = clean;
        at = 0;
        to = clean.length();
        sign = 0;
        marking = Marking.PLAIN;
        unit = null;
        digits = 0;
        mantissa = 0;
        scale = 0;
        decimal = 0;
        isGrouped = false;
        format = marked();
        if (format == CellFormat.TEXT) {
            marking = Marking.PLAIN;
            unit = null;
        }
        return format;
    }

    public Marking marking() {
        return marking;
    }

    /// The currency or `%`; null if there is none.
    public String unit() {
        return unit;
    }

    /// Whether it has a minus sign.
    public boolean isNegative() {
        return sign == '-';
    }

    /// The double nearest to the last number, which was one.
    public double value(DecimalMark mark) {
        if (digits > EXACT_DIGITS || isExponent()) {
            return Double.parseDouble(canonical(mark));
        }
        var value = mantissa / POWERS_OF_TEN[decimalMark(mark) == 0 ? 0 : scale];
        return sign == '-' || isAccounting() ? -value : value;
    }

    /// The last number, which was one, as digits, a point and a minus sign where there is one; otherwise as written.
    /// The same object when canonical already.
    ///
    /// @param mark what a decimal mark looks like in the column
    public String canonical(DecimalMark mark) {
        var point = decimalMark(mark);
        var isBare = point != 0 && (whole == 0 || scale == 0 && !isExponent());
        var isLeading = format == CellFormat.CODE || format == CellFormat.CODE_DECIMAL;
        if (marking == Marking.PLAIN && (sign == 0 || text.charAt(0) == '-') && point == decimal && point != ','
                && !isBare && !isGrouped && !isLeading) {
            return text;
        }
        var canonical = new StringBuilder(text.length() + 1);
        if (sign == '-' || isAccounting() && !isZero()) {
            canonical.append('-');
        }
        if (whole == 0) {
            canonical.append('0');
        }
        var wholeLeft = digits - scale;
        for (var i = start; i < at; i++) {
            var c = text.charAt(i);
            if (isDigit(c)) {
                isLeading &= c == '0' && --wholeLeft > 0;
                if (!isLeading) {
                    canonical.append(c);
                }
            } else if (c == point) {
                if (scale > 0) {
                    canonical.append('.');
                }
            } else if (c == 'e' || c == 'E') {
                canonical.append(text, i, at);
                break;
            }
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

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isSign(char c) {
        return c == '-' || c == '+' || c == MINUS;
    }

    /// Sign, currency, digits, then a currency or `%`; all of it perhaps in parentheses.
    private CellFormat marked() {
        var inParentheses = text.charAt(0) == '(';
        if (inParentheses) {
            if (text.charAt(to - 1) != ')') {
                return CellFormat.TEXT;
            }
            at = 1;
            to--;
        }
        sign();
        if (at < to && !isDigit(text.charAt(at))) {
            prefix();
        }
        start = at;
        var body = at < to ? body() : CellFormat.TEXT;
        if (body == CellFormat.TEXT || at < to && !suffix()
                || inParentheses && (sign != 0 || marking == Marking.PERCENT)) {
            return CellFormat.TEXT;
        }
        if (inParentheses) {
            marking = unit == null ? Marking.ACCOUNTING : Marking.ACCOUNTING_CURRENCY;
        }
        var isCode = body == CellFormat.CODE || body == CellFormat.CODE_DECIMAL;
        return isCode && marking != Marking.PLAIN ? CellFormat.TEXT : body;
    }

    private void sign() {
        if (at < to && sign == 0 && isSign(text.charAt(at))) {
            sign = text.charAt(at++) == '+' ? '+' : '-';
        }
    }

    private void prefix() {
        var length = Currencies.prefixLength(text, at, to);
        if (length > 0) {
            unit = Currencies.find(text, at, length);
            marking = Marking.CURRENCY;
            at += length;
            if (text.charAt(at) == ' ') {
                at++;
            }
            sign();
        }
    }

    /// What follows the digits. Leaves `at` after them.
    private boolean suffix() {
        var from = text.charAt(at) == ' ' ? at + 1 : at;
        if (unit != null) {
            return false;
        }
        if (from + 1 == to && text.charAt(from) == '%') {
            unit = "%";
            marking = Marking.PERCENT;
            return true;
        }
        unit = Currencies.find(text, from, to - from);
        marking = Marking.CURRENCY;
        return unit != null;
    }

    private CellFormat body() {
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
        if (hasLeadingZero() || sign == '+' && digits >= PHONE_NUMBER_DIGITS) {
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
        if (isSpace && (at + 1 == to || !isDigit(text.charAt(at + 1)))) {
            return wholeFormat();
        }
        if (whole < 1 || whole > 3) {
            return CellFormat.TEXT;
        }
        isGrouped = true;
        while (isAt(mark)) {
            if (isSpace && (at + 1 == to || !isDigit(text.charAt(at + 1)))) {
                break;
            }
            if (!group()) {
                return CellFormat.TEXT;
            }
        }
        if (text.charAt(start) == '0' || sign == '+' && digits >= PHONE_NUMBER_DIGITS) {
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
        return run() == 3 && digits <= LONGEST_WHOLE;
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
        while (i < to && i - first < 3 && isDigit(text.charAt(i))) {
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
        while (at < to && isDigit(text.charAt(at))) {
            mantissa = mantissa * 10 + text.charAt(at++) - '0';
        }
        digits += at - from;
        return at - from;
    }

    private boolean isAt(char c) {
        return at < to && text.charAt(at) == c;
    }

    private boolean hasLeadingZero() {
        return whole > 1 && text.charAt(start) == '0';
    }

    private boolean isAccounting() {
        return marking == Marking.ACCOUNTING || marking == Marking.ACCOUNTING_CURRENCY;
    }

    private boolean isZero() {
        for (var i = start; i < at; i++) {
            if (text.charAt(i) >= '1' && text.charAt(i) <= '9') {
                return false;
            }
        }
        return true;
    }

    private boolean isExponent() {
        return format == CellFormat.EXPONENT || format == CellFormat.EXPONENT_POINT
                || format == CellFormat.EXPONENT_COMMA;
    }

    /// The character that is the decimal mark of the last number; 0 if it has none.
    private char decimalMark(DecimalMark mark) {
        var groups = format == CellFormat.DECIMAL_OR_GROUPED_POINT && mark == DecimalMark.COMMA
                || format == CellFormat.DECIMAL_OR_GROUPED_COMMA && mark == DecimalMark.POINT;
        return groups ? 0 : decimal;
    }
}
