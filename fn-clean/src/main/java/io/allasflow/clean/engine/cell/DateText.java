package io.allasflow.clean.engine.cell;

import java.time.Year;

/// Scans one date or date and time after another. Holds the parts of the last one scanned, so it serves one thread.
///
/// A date is year, month, day with `-` or `/`; day, month, year with `.`; or day and month in either order and a year
/// with `/` or `-`. Years have four digits. A time follows a space or `T`: hours and minutes, perhaps seconds and a
/// fraction, perhaps `Z`, `UTC`, `GMT` or an offset.
public final class DateText {
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private String text;
    private int at;
    private int number;
    private int year;
    private int first;
    private int second;
    private int hour;
    private int minute;
    private int secondOfMinute;
    private String fraction;
    private String zone;

    /// @param clean a clean cell, not empty
    /// @return one of the date formats, or TEXT
    CellFormat scan(String clean) {
        text = clean;
        at = 0;
        var date = date();
        if (date == CellFormat.TEXT || at == text.length()) {
            clearTime();
            return date;
        }
        return time() && at == text.length() ? date.atTime() : CellFormat.TEXT;
    }

    /// The cell as ISO 8601.
    ///
    /// @param clean a cell of one of the date formats
    /// @param dayFirst how to read a date that could be read both ways
    /// @param withTime whether to write the time even where the cell has none: midnight
    public String canonical(String clean, boolean dayFirst, boolean withTime) {
        var format = scan(clean);
        var monthFirst = switch (format) {
            case DATE_YEAR_FIRST, DATETIME_YEAR_FIRST, DATE_MONTH_FIRST, DATETIME_MONTH_FIRST -> true;
            case DATE_DAY_OR_MONTH_FIRST, DATETIME_DAY_OR_MONTH_FIRST -> !dayFirst;
            case DATE_DOTTED, DATETIME_DOTTED, DATE_DAY_FIRST, DATETIME_DAY_FIRST -> false;
            case TEXT, INTEGER, CODE, DECIMAL_POINT, DECIMAL_COMMA, DECIMAL_EXPONENT, GROUPED, BOOLEAN_TRUE_FALSE,
                    BOOLEAN_YES_NO ->
                throw new IllegalArgumentException("not a date");
        };
        var iso = new StringBuilder(32);
        pad(iso, year, 4).append('-');
        pad(iso, monthFirst ? first : second, 2).append('-');
        pad(iso, monthFirst ? second : first, 2);
        if (withTime) {
            pad(iso.append('T'), hour, 2).append(':');
            pad(iso, minute, 2).append(':');
            pad(iso, secondOfMinute, 2).append(fraction).append(zone);
        }
        return iso.toString();
    }

    private CellFormat date() {
        var digits = digits(4);
        if (digits == 0 || digits == 3 || at == text.length()) {
            return CellFormat.TEXT;
        }
        var mark = text.charAt(at++);
        var one = number;
        if (mark != '-' && mark != '/' && (mark != '.' || digits == 4) || digits(2) == 0 || !skip(mark)) {
            return CellFormat.TEXT;
        }
        var two = number;
        if (digits == 4) {
            year = one;
            first = two;
            return digits(2) > 0 && isDay(first, second = number) ? CellFormat.DATE_YEAR_FIRST : CellFormat.TEXT;
        }
        if (digits(4) != 4) {
            return CellFormat.TEXT;
        }
        year = number;
        first = one;
        second = two;
        if (mark == '.') {
            return isDay(two, one) ? CellFormat.DATE_DOTTED : CellFormat.TEXT;
        }
        var dayFirst = isDay(two, one);
        var monthFirst = isDay(one, two);
        return dayFirst && monthFirst
                ? CellFormat.DATE_DAY_OR_MONTH_FIRST
                : dayFirst ? CellFormat.DATE_DAY_FIRST : monthFirst ? CellFormat.DATE_MONTH_FIRST : CellFormat.TEXT;
    }

    private boolean isDay(int month, int day) {
        return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1]
                && (month != 2 || day < 29 || Year.isLeap(year));
    }

    private boolean time() {
        clearTime();
        if (!skip(' ') && !skip('T') || digits(2) == 0) {
            return false;
        }
        hour = number;
        if (!skip(':') || digits(2) != 2) {
            return false;
        }
        minute = number;
        if (skip(':')) {
            if (digits(2) != 2) {
                return false;
            }
            secondOfMinute = number;
            if (skip('.') || skip(',')) {
                var start = at;
                if (digits(9) == 0) {
                    return false;
                }
                fraction = "." + text.substring(start, at);
            }
        }
        return hour < 24 && minute < 60 && secondOfMinute < 60 && zone();
    }

    private boolean zone() {
        if (at == text.length()) {
            return true;
        }
        skip(' ');
        if (skip("Z") || skip("UTC") || skip("GMT")) {
            zone = "Z";
            return true;
        }
        var sign = skip('+') ? '+' : skip('-') ? '-' : ' ';
        if (sign == ' ' || digits(2) != 2) {
            return false;
        }
        var hours = number;
        skip(':');
        if (digits(2) != 2 || hours > 18 || number > 59) {
            return false;
        }
        var offset = pad(new StringBuilder().append(sign), hours, 2).append(':');
        zone = hours + number == 0 ? "Z" : pad(offset, number, 2).toString();
        return true;
    }

    private void clearTime() {
        hour = 0;
        minute = 0;
        secondOfMinute = 0;
        fraction = "";
        zone = "";
    }

    /// Reads up to `most` digits into `number`; returns how many.
    private int digits(int most) {
        var start = at;
        number = 0;
        while (at < text.length() && at - start < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            number = number * 10 + text.charAt(at++) - '0';
        }
        return at - start;
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private boolean skip(String word) {
        if (text.startsWith(word, at)) {
            at += word.length();
            return true;
        }
        return false;
    }

    private static StringBuilder pad(StringBuilder text, int number, int width) {
        for (var limit = width == 4 ? 1000 : 10; limit > number && limit > 1; limit /= 10) {
            text.append('0');
        }
        return text.append(number);
    }
}
