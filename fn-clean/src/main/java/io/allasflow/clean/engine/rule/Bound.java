package io.allasflow.clean.engine.rule;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// One end of a range: a number, a whole day, or a moment.
sealed interface Bound {
    /// Below zero if the cell is below the bound.
    ///
    /// @throws NumberFormatException if the cell is no number, though the bound is one
    /// @throws DateTimeException if the cell is no date, though the bound is one
    int compare(String cell);

    /// @throws IllegalArgumentException if the text is neither a number nor a date nor a datetime
    static Bound of(String name, String text) {
        try {
            return new Number(new BigDecimal(text));
        } catch (NumberFormatException noNumber) {
            try {
                return text.length() == Day.LENGTH ? new Day(LocalDate.parse(text)) : new Moment(Moment.read(text));
            } catch (DateTimeException noDate) {
                throw new IllegalArgumentException(name + " is \"" + text
                        + "\", must be a number, a date such as 2026-01-31 or a datetime such as 2026-01-31T12:00:00Z",
                        noDate);
            }
        }
    }

    record Number(BigDecimal value) implements Bound {
        @Override
        public int compare(String cell) {
            return new BigDecimal(cell).compareTo(value);
        }
    }

    /// The whole day, as the cell's own zone has it.
    record Day(LocalDate value) implements Bound {
        static final int LENGTH = 10;

        @Override
        public int compare(String cell) {
            return LocalDate.parse(cell.substring(0, Math.min(LENGTH, cell.length()))).compareTo(value);
        }
    }

    /// In UTC; what has no zone is taken to be.
    record Moment(LocalDateTime value) implements Bound {
        @Override
        public int compare(String cell) {
            return read(cell).compareTo(value);
        }

        static LocalDateTime read(String text) {
            if (text.length() == Day.LENGTH) {
                return LocalDate.parse(text).atStartOfDay();
            }
            return switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from)) {
                case OffsetDateTime zoned -> zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
                case LocalDateTime local -> local;
                default -> throw new IllegalStateException("parseBest gives one of those it was asked for");
            };
        }
    }
}
