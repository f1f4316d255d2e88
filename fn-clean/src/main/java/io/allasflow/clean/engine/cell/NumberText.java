package io.allasflow.clean.engine.cell;

/// Scans one number after another and rewrites it as text, so that digits beyond 64 bits and trailing zeros stay as
/// they were. Holds the parts of the last one scanned, so it serves one thread.
public final class NumberText {
    private static final char MINUS = '\u2212';
    /// A number of up to 15 digits and a power of ten up to 22 are both exact doubles, so their quotient is correctly
    /// rounded.
    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
        1e13, 1e14, 1e15};

    private final Digits digits = new Digits();
    private String text = "";
    private int at;
    private int to;
    private char sign;
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

    /// How many digits it has before the first mark.
    public int wholeDigits() {
        return digits.whole();
    }

    /// Whether it is an exponent as no program writes it, without a mark or a sign: `1E5` may be a well, a lot or a hash.
    public boolean isBareExponent() {
        return format == CellFormat.EXPONENT && sign == 0 && marking == Marking.PLAIN
                && isDigit(text.charAt(digits.start() + digits.whole() + 1));
    }

    /// Whether it has a minus sign.
    public boolean isNegative() {
        return sign == '-';
    }

    /// The double nearest to the last number, which was one.
    public double value(DecimalMark mark) {
        if (digits.count() > EXACT_DIGITS || isExponent()) {
            return Double.parseDouble(canonical(mark));
        }
        var value = digits.mantissa() / POWERS_OF_TEN[decimalMark(mark) == 0 ? 0 : digits.scale()];
        return sign == '-' || isAccounting() ? -value : value;
    }

    /// The last number, which was one, as digits, a point and a minus sign where there is one; otherwise as written.
    /// The same object when canonical already.
    ///
    /// @param mark what a decimal mark looks like in the column
    public String canonical(DecimalMark mark) {
        if (isCanonical(mark)) {
            return text;
        }
        var point = decimalMark(mark);
        var isLeading = isLeading();
        var canonical = new StringBuilder(text.length() + 1);
        if (sign == '-' || isAccounting() && !isZero()) {
            canonical.append('-');
        }
        if (digits.whole() == 0) {
            canonical.append('0');
        }
        var wholeLeft = digits.count() - digits.scale();
        for (var i = digits.start(); i < digits.end(); i++) {
            var c = text.charAt(i);
            if (isDigit(c)) {
                isLeading &= c == '0' && --wholeLeft > 0;
                if (!isLeading) {
                    canonical.append(c);
                }
            } else if (c == point) {
                if (digits.scale() > 0) {
                    canonical.append('.');
                }
            } else if (c == 'e' || c == 'E') {
                canonical.append(text, i, digits.end());
                break;
            }
        }
        return canonical.toString();
    }

    /// Whether the last number, which was one, is as [#canonical] would give it.
    public boolean isCanonical(DecimalMark mark) {
        var point = decimalMark(mark);
        var isBare = point != 0 && (digits.whole() == 0 || digits.scale() == 0 && !isExponent());
        return marking == Marking.PLAIN && (sign == 0 || text.charAt(0) == '-') && point == digits.decimal()
                && point != ',' && !isBare && !digits.isGrouped() && !isLeading();
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
        var body = digits.scan(text, at, to, sign);
        at = digits.end();
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

    /// What follows the digits.
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

    /// Whether there may be zeros before the number.
    private boolean isLeading() {
        return format == CellFormat.CODE || format == CellFormat.CODE_DECIMAL;
    }

    private boolean isAccounting() {
        return marking == Marking.ACCOUNTING || marking == Marking.ACCOUNTING_CURRENCY;
    }

    private boolean isZero() {
        for (var i = digits.start(); i < digits.end(); i++) {
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
        return groups ? 0 : digits.decimal();
    }
}
