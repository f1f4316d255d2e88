package io.allasflow.summarize.engine;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Reads cells of a cleaned table. A cell that is not in its type's canonical form is a [NumberFormatException] or a
/// [DateTimeException].
final class CanonicalCells {
    private static final double NANOS = 1e9;

    private CanonicalCells() {}

    /// The nearest double; infinite beyond its range.
    static double integer(String cell) {
        for (var i = cell.charAt(0) == '-' && cell.length() > 1 ? 1 : 0; i < cell.length(); i++) {
            check(isDigit(cell.charAt(i)));
        }
        return unsignedZero(Double.parseDouble(cell));
    }

    /// Digits, sign, point and exponent only: `NaN`, `Infinity`, `1f` and hexadecimals, which [Double#parseDouble] takes, are not
    /// numbers here.
    static double decimal(String cell) {
        for (var i = 0; i < cell.length(); i++) {
            var c = cell.charAt(i);
            check(isDigit(c) || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E');
        }
        return unsignedZero(Double.parseDouble(cell));
    }

    /// `1.50` and `1.5` are one value, as are `-0.0` and `0`. A cell with an exponent stays as it is.
    static String withoutTrailingZeros(String cell) {
        if (cell.indexOf('.') < 0 || cell.indexOf('e') >= 0 || cell.indexOf('E') >= 0) {
            return cell;
        }
        var end = cell.length();
        while (cell.charAt(end - 1) == '0') {
            end--;
        }
        var value = cell.substring(0, cell.charAt(end - 1) == '.' ? end - 1 : end);
        return value.equals("-0") ? "0" : value;
    }

    static String bool(String cell) {
        check(cell.equals("true") || cell.equals("false"));
        return cell;
    }

    static String time(String cell) {
        LocalTime.parse(cell);
        return cell;
    }

    static double epochDay(String cell) {
        return LocalDate.parse(cell).toEpochDay();
    }

    /// Without an offset it is taken as UTC, so that a column's values have one order.
    static double epochSecond(String cell) {
        if (cell.endsWith("Z")) {
            return seconds(LocalDateTime.parse(cell.substring(0, cell.length() - 1)));
        }
        var time = cell.indexOf('T');
        if (time >= 0 && cell.indexOf('+', time) < 0 && cell.indexOf('-', time) < 0) {
            return seconds(LocalDateTime.parse(cell));
        }
        return seconds(OffsetDateTime.parse(cell).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }

    private static double seconds(LocalDateTime utc) {
        return utc.toEpochSecond(ZoneOffset.UTC) + utc.getNano() / NANOS;
    }

    /// Negative zero and zero are one value, also where doubles are sorted.
    private static double unsignedZero(double number) {
        return number + 0.0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void check(boolean canonical) {
        if (!canonical) {
            throw new NumberFormatException("not canonical");
        }
    }
}
