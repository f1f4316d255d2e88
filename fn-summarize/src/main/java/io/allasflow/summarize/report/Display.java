package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// How values look on a page: short, aligned, and without characters that could disguise them.
final class Display {
    private static final String GROUP = "\u202f";
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final int MOST_PLAIN_DIGITS = 15;
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private Display() {}

    /// At most `longest` characters; the rest is an ellipsis. Control characters, unpaired surrogates and the characters that
    /// reorder text (which can make a name look like another) are shown as U+FFFD.
    static String text(String text, int longest) {
        var shown = new StringBuilder();
        var length = 0;
        for (var i = 0; i < text.length(); length++) {
            if (length == longest) {
                return shown.append('…').toString();
            }
            var point = text.codePointAt(i);
            i += Character.charCount(point);
            shown.appendCodePoint(disguises(point) ? 0xFFFD : point);
        }
        return shown.toString();
    }

    private static boolean disguises(int point) {
        return Character.isISOControl(point) && point != '\t' && point != '\n' && point != '\r'
                || Character.getType(point) == Character.SURROGATE || point >= 0x202A && point <= 0x202E
                || point >= 0x2066 && point <= 0x2069 || point == 0x200E || point == 0x200F || point == 0x061C;
    }

    static String count(long number) {
        return grouped(Long.toString(number), 4);
    }

    /// `part` of `whole` in percent; small parts keep a digit so that they never look like none.
    static String share(long part, long whole) {
        if (whole == 0) {
            return "–";
        }
        var percent = 100.0 * part / whole;
        if (part > 0 && percent < 0.01) {
            return "< 0.01 %";
        }
        if (part < whole && percent > 99.99) {
            return "> 99.99 %";
        }
        return rounded(percent, percent < 1 || percent > 99 ? 2 : 1) + " %";
    }

    /// Two decimals, so that scores align.
    static String percent(double percent) {
        return BigDecimal.valueOf(percent).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }

    /// Decimal digits up to `decimals`, without trailing zeros.
    static String rounded(double number, int decimals) {
        return plain(BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_EVEN));
    }

    /// Six significant digits; a whole number keeps all of its own.
    static String number(double number) {
        var exact = new BigDecimal(number);
        if (Math.abs(number) < 1e15 && number == StrictMath.rint(number)) {
            return plain(exact);
        }
        var rounded = exact.round(SIX_DIGITS).stripTrailingZeros();
        var exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -5 || exponent >= MOST_PLAIN_DIGITS) {
            return rounded.unscaledValue().signum() == 0 ? "0" : scientific(rounded, exponent);
        }
        return plain(rounded);
    }

    /// A statistic as the summary has it: a JSON number, or text (dates, digits beyond 64 bits).
    static String value(JsonNode value) {
        if (value.isIntegralNumber()) {
            return grouped(value.asText(), 5);
        }
        return value.isNumber() ? number(value.doubleValue()) : text(value.asText(), 40).replace('T', ' ');
    }

    static String bytes(long bytes) {
        var unit = 0;
        var size = BigDecimal.valueOf(bytes);
        while (size.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit < UNITS.length - 1) {
            size = size.movePointLeft(3);
            unit++;
        }
        return plain(size.setScale(unit == 0 ? 0 : 1, RoundingMode.HALF_EVEN)) + " " + UNITS[unit];
    }

    private static String plain(BigDecimal number) {
        var digits = (number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros()).toPlainString();
        var point = digits.indexOf('.');
        return point < 0 ? grouped(digits, 5) : grouped(digits.substring(0, point), 5) + digits.substring(point);
    }

    private static String scientific(BigDecimal number, int exponent) {
        return number.movePointLeft(exponent).stripTrailingZeros().toPlainString().replace('-', '−') + "e" + exponent;
    }

    /// A value may be a year, so only counts are grouped from four digits on.
    private static String grouped(String digits, int fewest) {
        var start = digits.startsWith("-") ? 1 : 0;
        var shown = new StringBuilder(start == 1 ? "−" : "");
        for (var i = start; i < digits.length(); i++) {
            if (i > start && digits.length() - start >= fewest && (digits.length() - i) % 3 == 0) {
                shown.append(GROUP);
            }
            shown.append(digits.charAt(i));
        }
        return shown.toString();
    }
}
