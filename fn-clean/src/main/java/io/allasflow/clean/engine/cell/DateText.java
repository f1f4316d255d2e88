package io.allasflow.clean.engine.cell;

import java.time.Year;
import java.util.EnumSet;
import java.util.Set;

/// Scans one date, date and time, or time after another. Holds the parts of the last one scanned, so it serves one
/// thread.
///
/// A date is year, month, day with `-`, `/` or `.`; day, month, year with `.`; day and month in either order and a year
/// with `/` or `-`; or has the month's name. Years have four digits. A time follows a space or `T`.
public final class DateText {
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final Set<CellFormat> AMBIGUOUS = EnumSet.of(CellFormat.DATE_DAY_OR_MONTH_FIRST,
            CellFormat.DATETIME_DAY_OR_MONTH_FIRST);
    private static final Set<CellFormat> DAY_FIRST = EnumSet.of(CellFormat.DATE_DOTTED, CellFormat.DATETIME_DOTTED,
            CellFormat.DATE_DAY_FIRST, CellFormat.DATETIME_DAY_FIRST);
    private static final int ISO_DATE = 10;
    private static final int ISO_DATETIME = 19;

    private final Cursor cursor = new Cursor();
    private final TimeText time = new TimeText();
    private String text = "";
    private CellFormat format = CellFormat.TEXT;
    private int year;
    private int first;
    private int second;
    private boolean isBasic;

    /// @param clean a clean cell, not empty
    /// @return one of the date formats, or TEXT
    public CellFormat scan(String clean) {
        start(clean);
        format = date();
        if (format != CellFormat.TEXT && !cursor.atEnd()) {
            format = isTimeNext() && time.readZone(cursor) ? format.atTime() : CellFormat.TEXT;
        }
        return format;
    }

    /// @param clean a clean cell, not empty
    /// @return one of the time formats, or TEXT
    public CellFormat scanTime(String clean) {
        start(clean);
        if (!time.read(cursor, false) || !cursor.atEnd()) {
            return CellFormat.TEXT;
        }
        format = time.isTwelveHour() ? CellFormat.TIME_AM_PM : CellFormat.TIME;
        return format;
    }

    /// Whether the last date and time had a zone.
    public boolean isZoned() {
        return time.isZoned();
    }

    /// The last time scanned, which was one, as ISO 8601.
    public String canonicalTime() {
        return time.write(new StringBuilder(16)).toString();
    }

    /// The last date scanned, which was one, as ISO 8601.
    ///
    /// @param dayFirst how to read a date that could be read both ways
    /// @param withTime whether to write the time even where the cell has none: midnight
    public String canonical(boolean dayFirst, boolean withTime) {
        if (isCanonical(withTime)) {
            return text;
        }
        var monthFirst = AMBIGUOUS.contains(format) ? !dayFirst : !DAY_FIRST.contains(format);
        var iso = new StringBuilder(32);
        TimeText.pad(iso, year, 4).append('-');
        TimeText.pad(iso, monthFirst ? first : second, 2).append('-');
        TimeText.pad(iso, monthFirst ? second : first, 2);
        return (withTime ? time.write(iso.append('T')) : iso).toString();
    }

    private void start(String clean) {
        text = clean;
        cursor.start(clean);
        time.clear();
        format = CellFormat.TEXT;
        isBasic = false;
    }

    /// Only the commonest canonical forms are told without writing them.
    private boolean isCanonical(boolean withTime) {
        var length = text.length();
        if (text.charAt(4) != '-' || length < ISO_DATE) {
            return false;
        }
        return withTime
                ? (length == ISO_DATETIME || length == ISO_DATETIME + 1 && text.charAt(ISO_DATETIME) == 'Z')
                        && text.charAt(ISO_DATE) == 'T' && text.charAt(13) == ':' && text.charAt(16) == ':'
                : length == ISO_DATE && format == CellFormat.DATE_YEAR_FIRST;
    }

    private CellFormat date() {
        var digits = cursor.digits(8);
        var one = cursor.number();
        if (digits == 0) {
            return monthThenDay();
        }
        if (digits == 8) {
            return basic(one);
        }
        if (digits == 3 || digits > 4) {
            return CellFormat.TEXT;
        }
        var mark = cursor.peek(0);
        if (digits <= 2 && isNameNext(mark)) {
            return dayThenMonth(one);
        }
        if (mark != '-' && mark != '/' && mark != '.') {
            return CellFormat.TEXT;
        }
        cursor.skip(mark);
        var middle = cursor.digits(2);
        var two = cursor.number();
        if (middle == 0 || !cursor.skip(mark)) {
            return CellFormat.TEXT;
        }
        if (digits <= 2) {
            return yearLast(one, two, mark);
        }
        year = one;
        first = two;
        // 2021.1.3 is the version of a program.
        var fewest = mark == '.' ? 2 : 1;
        var isDate = middle >= fewest && cursor.digits(2) >= fewest && isDay(first, second = cursor.number());
        return isDate ? CellFormat.DATE_YEAR_FIRST : CellFormat.TEXT;
    }

    private CellFormat yearLast(int one, int two, char mark) {
        if (cursor.digits(4) != 4) {
            return CellFormat.TEXT;
        }
        year = cursor.number();
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

    /// `20210131T101500`. Without a time eight digits are a number.
    private CellFormat basic(int digits) {
        year = digits / 10_000;
        first = digits / 100 % 100;
        second = digits % 100;
        isBasic = true;
        return isDay(first, second) && !cursor.atEnd()
                ? CellFormat.DATE_YEAR_FIRST
                : CellFormat.TEXT;
    }

    private boolean isNameNext(char mark) {
        return switch (mark) {
            case ' ', '-', '/' -> Character.isLetter(cursor.peek(1));
            case '.' -> Character.isLetter(cursor.peek(1))
                    || cursor.peek(1) == ' ' && Character.isLetter(cursor.peek(2));
            default -> false;
        };
    }

    /// `31. tammikuuta 2021`, `31 Jan 2021`, `31-JAN-2021`, `31/Jan/2021`
    private CellFormat dayThenMonth(int day) {
        cursor.skip('.');
        var mark = cursor.peek(0);
        if (!Character.isLetter(mark)) {
            cursor.skip(mark);
        }
        second = day;
        first = MonthNames.read(cursor);
        if (first == 0 || !cursor.skip(mark) && !cursor.skip(' ')) {
            return CellFormat.TEXT;
        }
        return namedYear();
    }

    /// `January 31, 2021`, `Jan. 31 2021`
    private CellFormat monthThenDay() {
        first = MonthNames.read(cursor);
        if (first == 0 || !cursor.skip(' ') || cursor.digits(2) == 0) {
            return CellFormat.TEXT;
        }
        second = cursor.number();
        cursor.skip(',');
        return cursor.skip(' ') ? namedYear() : CellFormat.TEXT;
    }

    private CellFormat namedYear() {
        var digits = cursor.digits(4);
        year = cursor.number();
        return digits == 4 && isDay(first, second) ? CellFormat.DATE_NAMED : CellFormat.TEXT;
    }

    private boolean isDay(int month, int day) {
        return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1]
                && (month != 2 || day < 29 || Year.isLeap(year));
    }

    /// `T10:15`, ` 10:15`, `, 10:15`; after a dotted date or a named month also ` 10.15` and ` klo 10.15`, as Finns write; after a named
    /// month also `:10:15`, as web servers log.
    private boolean isTimeNext() {
        if (isBasic) {
            return cursor.skip("T") && time.readBasic(cursor);
        }
        var isDotted = format == CellFormat.DATE_DOTTED || format == CellFormat.DATE_NAMED;
        if (format == CellFormat.DATE_NAMED && cursor.skip(':')) {
            return time.read(cursor, false);
        }
        if (!cursor.skip("T")) {
            cursor.skip(',');
            if (!cursor.skip(' ')) {
                return false;
            }
            if (isDotted) {
                cursor.skip("klo ");
            }
        }
        return time.read(cursor, isDotted);
    }
}
