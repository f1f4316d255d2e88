package io.allasflow.ingest.engine.excel.cell;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;

/// Days since an epoch, as spreadsheets count them, rounded to milliseconds.
enum SerialDate {
    /// Day 60 is February 29, 1900, which never was: a mistake of Lotus 1-2-3 that Excel keeps.
    FROM_1900 {
        @Override
        LocalDate date(long day) {
            if (day < 1 || day == NO_DAY) {
                return null;
            }
            return LocalDate.of(1899, 12, day < NO_DAY ? 31 : 30).plusDays(day);
        }
    },
    FROM_1904 {
        @Override
        LocalDate date(long day) {
            return LocalDate.of(1904, 1, 1).plusDays(day);
        }
    };

    private static final long NO_DAY = 60;
    private static final long DAY = 86_400_000;
    /// The year 9999 ends before.
    private static final double DAYS_END = 2_958_466;

    /// What is the day with that number.
    ///
    /// @return null if there is none
    abstract LocalDate date(long day);

    /// In ISO 8601. The value decides where the format leaves out what the value has: a date with a time of day is both.
    ///
    /// @return null if it is a number that is no date, and had better stay one
    String text(double days, NumberKind kind) {
        // Also if it is no number.
        if (!(days >= 0 && days < DAYS_END)) {
            return null;
        }
        long milliseconds = Math.round(days * DAY);
        long day = milliseconds / DAY;
        long rest = milliseconds % DAY;
        return switch (kind) {
            case NUMBER -> null;
            case ELAPSED -> Duration.ofMillis(milliseconds).toString();
            case TIME -> day == 0 ? time(rest) : dateTime(day, rest);
            case DATE -> rest == 0 ? date(day, "") : dateTime(day, rest);
            case DATE_TIME -> dateTime(day, rest);
        };
    }

    private String dateTime(long day, long rest) {
        return day == 0 && rest > 0 && date(0) == null ? time(rest) : date(day, "T" + time(rest));
    }

    private String date(long day, String suffix) {
        var date = date(day);
        return date == null || date.getYear() > 9999 ? null : date + suffix;
    }

    private static String time(long milliseconds) {
        // Leaves out a fraction of zero, but the seconds too.
        var text = LocalTime.ofNanoOfDay(milliseconds * 1_000_000).toString();
        return text.length() == 5 ? text + ":00" : text;
    }
}
