package io.allasflow.ingest.engine.excel.cell;

import java.math.BigDecimal;

/// Numbers as text: the shortest decimal that reads back to the same double, with a point, no grouping, and no exponent
/// unless it is very large or very small.
final class ExactNumber {
    private static final double LONGEST_INTEGER = 1e15;
    private static final double LARGEST_PLAIN = 1e21;
    private static final double SMALLEST_PLAIN = 1e-7;
    /// Of a decimal with so many digits at most, every one is told apart as a double.
    private static final int EXACT_DIGITS = 15;

    private ExactNumber() {}

    static String text(double number) {
        double size = Math.abs(number);
        if (size < LONGEST_INTEGER && number == Math.rint(number)) {
            return Long.toString((long) number);
        }
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        var shortest = Double.toString(number);
        if (shortest.indexOf('E') < 0) {
            return shortest;
        }
        var exact = new BigDecimal(shortest).stripTrailingZeros();
        return size >= SMALLEST_PLAIN && size < LARGEST_PLAIN ? exact.toPlainString() : exact.toString();
    }

    /// An integer stays as it is written, however long: it may be an identifier, and Excel writes none that a double is
    /// not. What is no number stays as well.
    static String text(String number) {
        if (isShortest(number)) {
            return number;
        }
        double value = parse(number);
        return Double.isFinite(value) ? text(value) : number;
    }

    /// @return not finite if it is no number, or too large for one
    static double parse(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            // Java reads more than these: hexadecimal digits, words, suffixes.
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean isShortest(String number) {
        int start = number.startsWith("-") ? 1 : 0;
        int whole = digits(number, start);
        if (whole == 0 || number.charAt(start) == '0' && (whole > 1 || start == 1 && number.length() == 2)) {
            return false;
        }
        int point = start + whole;
        if (point == number.length()) {
            return true;
        }
        int fraction = digits(number, point + 1);
        return number.charAt(point) == '.' && fraction > 0 && point + 1 + fraction == number.length()
                && number.charAt(number.length() - 1) != '0' && whole + fraction <= EXACT_DIGITS
                // Beyond are exponents, or nearly.
                && (number.charAt(start) != '0' || fraction <= 7);
    }

    private static int digits(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - start;
    }
}
