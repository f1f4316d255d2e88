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
    /// Characters of `2021-01-31`.
    private static final int DATE = 10;
    /// Characters of `2021-01-31T10:15:00`.
    private static final int DATE_TIME = 19;

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
        return (isDate(cell) && cell.length() == DATE ? date(cell) : LocalDate.parse(cell)).toEpochDay();
    }

    /// Without an offset it is taken as UTC, so that a column's values have one order.
    static double epochSecond(String cell) {
        if (cell.endsWith("Z")) {
            return seconds(cell, cell.length() - 1);
        }
        var time = cell.indexOf('T');
        if (time >= 0 && cell.indexOf('+', time) < 0 && cell.indexOf('-', time) < 0) {
            return seconds(cell, cell.length());
        }
        return seconds(OffsetDateTime.parse(cell).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }

    private static double seconds(String cell, int length) {
        return seconds(length == DATE_TIME && isDate(cell) && cell.charAt(DATE) == 'T' && isTime(cell, DATE + 1)
                ? LocalDateTime.of(date(cell), LocalTime.of(number(cell, DATE + 1, DATE + 3),
                        number(cell, DATE + 4, DATE + 6), number(cell, DATE + 7, DATE_TIME)))
                : LocalDateTime.parse(cell.substring(0, length)));
    }

    /// As in `2021-01-31`: the usual form, which takes a tenth of the time so that the library's parser needs.
    private static boolean isDate(String cell) {
        return cell.length() >= DATE && areDigits(cell, 0, 4) && cell.charAt(4) == '-' && areDigits(cell, 5, 7)
                && cell.charAt(7) == '-' && areDigits(cell, 8, DATE);
    }

    /// As in `10:15:00`, and perhaps more.
    private static boolean isTime(String cell, int start) {
        return areDigits(cell, start, start + 2) && cell.charAt(start + 2) == ':'
                && areDigits(cell, start + 3, start + 5) && cell.charAt(start + 5) == ':'
                && areDigits(cell, start + 6, start + 8);
    }

    private static LocalDate date(String cell) {
        return LocalDate.of(number(cell, 0, 4), number(cell, 5, 7), number(cell, 8, DATE));
    }

    private static int number(String cell, int start, int end) {
        return Integer.parseInt(cell, start, end, 10);
    }

    private static boolean areDigits(String cell, int start, int end) {
        for (var i = start; i < end; i++) {
            if (!isDigit(cell.charAt(i))) {
                return false;
            }
        }
        return true;
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
