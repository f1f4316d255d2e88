package io.allasflow.summarize.publish;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/// Dates and times as PostgreSQL reads them. It reads ISO's forms, but knows no year 0, which is the year 1 before Christ,
/// and no offset of 16 hours or more.
final class PostgresTime {
    private static final String YEAR_ZERO = "0000-";
    private static final int YEAR_DIGITS = 4;
    private static final int MOST_YEAR_DIGITS = 6;
    private static final DateTimeFormatter UTC = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, YEAR_DIGITS, MOST_YEAR_DIGITS, SignStyle.NOT_NEGATIVE)
            .appendPattern("-MM-dd HH:mm:ss.SSSSSSX ").appendText(ChronoField.ERA, Map.of(0L, "BC", 1L, "AD"))
            .toFormatter(Locale.ROOT).withZone(ZoneOffset.UTC);

    private PostgresTime() {}

    /// @param cell a date, or a datetime without an offset
    static String local(String cell) {
        return cell.startsWith(YEAR_ZERO) ? "0001-" + cell.substring(YEAR_ZERO.length()) + " BC" : cell;
    }

    /// @param cell a datetime with an offset, or a model's `infinity`: the database keeps the instant alone
    static String zoned(String cell) {
        boolean same = cell.endsWith("Z") && !cell.startsWith(YEAR_ZERO) || cell.endsWith("infinity");
        return same ? cell : UTC.format(OffsetDateTime.parse(cell));
    }
}
