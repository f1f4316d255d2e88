package io.allasflow.clean.engine.derive;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A part of a date as the cleaned table writes it, in the zone that it is written in.
public enum DatePart {
    @JsonProperty("year")
    YEAR(0, 4),
    @JsonProperty("month")
    MONTH(5, 7),
    @JsonProperty("day")
    DAY(8, 10),
    /// 1 for Monday to 7 for Sunday, as ISO 8601 counts.
    @JsonProperty("weekday")
    WEEKDAY(0, 10),
    /// Only of a datetime.
    @JsonProperty("hour")
    HOUR(11, 13);

    private final int start;
    private final int end;

    DatePart(int start, int end) {
        this.start = start;
        this.end = end;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String texts() {
        return Arrays.stream(values()).map(DatePart::text).collect(Collectors.joining(", "));
    }

    /// @param date as ISO 8601 writes it
    /// @throws UnderivableException if it is no date, or has no such part
    int of(String date) throws UnderivableException {
        if (date.length() < end || date.length() < 10 || date.charAt(4) != '-' || date.charAt(7) != '-') {
            throw new UnderivableException("there is no " + text() + " in a cell that is no " + (this == HOUR
                    ? "datetime"
                    : "date"));
        }
        try {
            var part = date.substring(start, end);
            return this == WEEKDAY ? LocalDate.parse(part).getDayOfWeek().getValue() : Integer.parseInt(part);
        } catch (java.time.DateTimeException | NumberFormatException e) {
            throw new UnderivableException("there is no " + text() + " in a cell that is no date", e);
        }
    }
}
