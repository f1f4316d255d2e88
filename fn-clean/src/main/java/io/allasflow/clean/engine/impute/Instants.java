package io.allasflow.clean.engine.impute;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The instant that a date or datetime of the cleaned table is; one without a zone is taken to be in UTC, as are all of
/// its column.
public final class Instants {
    private static final int DATE_LENGTH = 10;

    private Instants() {}

    /// @param cell as the cleaned table has it; null or empty if there is none
    /// @return null if there is none
    public static Instant of(String cell) {
        if (cell == null || cell.isEmpty()) {
            return null;
        }
        if (cell.length() == DATE_LENGTH) {
            return LocalDate.parse(cell).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(cell, OffsetDateTime::from, LocalDateTime::from)) {
            case OffsetDateTime zoned -> zoned.toInstant();
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            default -> throw new IllegalStateException("parseBest gives one of the two");
        };
    }
}
