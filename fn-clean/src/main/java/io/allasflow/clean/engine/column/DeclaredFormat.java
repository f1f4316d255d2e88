package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.DecimalMark;
import io.allasflow.clean.engine.cell.Marking;
import io.allasflow.clean.engine.cell.NumberText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// How the settings say that a column's dates or times are written. Slower than what is recognised without being told,
/// by about a microsecond a cell.
public sealed interface DeclaredFormat {

    /// @throws IllegalArgumentException if it is no format of the type
    static DeclaredFormat of(ColumnType type, String format) {
        if (type != ColumnType.DATE && type != ColumnType.DATETIME && type != ColumnType.TIME) {
            throw new IllegalArgumentException("format " + format + " needs the type date, datetime or time");
        }
        var isEpoch = format.equals("epoch_seconds") || format.equals("epoch_millis");
        if (isEpoch && type != ColumnType.DATETIME) {
            throw new IllegalArgumentException("format " + format + " needs the type datetime");
        }
        return isEpoch ? new Epoch(format.equals("epoch_seconds") ? 0 : 3) : new Pattern(type, formatter(format));
    }

    /// The cell as ISO 8601; null if it is not in this format.
    ///
    /// @param text a clean cell, not empty
    String canonical(String text);

    private static DateTimeFormatter formatter(String pattern) {
        try {
            return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern)
                    .parseDefaulting(ChronoField.ERA, 1).toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("format " + pattern + ": " + e.getMessage(), e);
        }
    }

    /// Seconds since 1970 in UTC, the decimal point moved `shift` places to the right.
    record Epoch(int shift) implements DeclaredFormat {
        private static final Set<CellFormat> NUMBERS = EnumSet.of(CellFormat.ZERO_ONE, CellFormat.INTEGER,
                CellFormat.DECIMAL_POINT, CellFormat.DECIMAL_OR_GROUPED_POINT);
        private static final int LONGEST = 30;
        private static final BigDecimal EARLIEST = seconds(1);
        private static final BigDecimal LATEST = seconds(10_000);
        private static final int NANO_DIGITS = 9;

        @Override
        public String canonical(String text) {
            var number = new NumberText();
            if (text.length() > LONGEST || !NUMBERS.contains(number.scan(text))
                    || number.marking() != Marking.PLAIN) {
                return null;
            }
            var seconds = new BigDecimal(number.canonical(DecimalMark.POINT)).movePointLeft(shift);
            if (seconds.stripTrailingZeros().scale() > NANO_DIGITS || seconds.compareTo(EARLIEST) < 0
                    || seconds.compareTo(LATEST) >= 0) {
                return null;
            }
            var whole = seconds.setScale(0, RoundingMode.FLOOR);
            var nanos = seconds.subtract(whole).movePointRight(NANO_DIGITS).intValueExact();
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME
                    .format(LocalDateTime.ofEpochSecond(whole.longValueExact(), nanos, ZoneOffset.UTC)) + "Z";
        }

        private static BigDecimal seconds(int year) {
            return BigDecimal.valueOf(LocalDateTime.of(year, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC));
        }
    }

    record Pattern(ColumnType type, DateTimeFormatter formatter) implements DeclaredFormat {
        @Override
        public String canonical(String text) {
            var parsed = parse(text);
            if (parsed == null) {
                return null;
            }
            var date = parsed.query(TemporalQueries.localDate());
            var time = parsed.query(TemporalQueries.localTime());
            if (type == ColumnType.TIME) {
                return time == null ? null : DateTimeFormatter.ISO_LOCAL_TIME.format(time);
            }
            if (date == null || date.getYear() < 1 || date.getYear() > 9999) {
                return null;
            }
            if (type == ColumnType.DATE) {
                return time == null || time.equals(LocalTime.MIDNIGHT) ? date.toString() : null;
            }
            var local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
            var zone = parsed.query(TemporalQueries.zone());
            var iso = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local);
            return zone == null ? iso : iso + zone.getRules().getOffset(local).getId();
        }

        /// Most cells that do not fit are told without an exception.
        private TemporalAccessor parse(String text) {
            var position = new ParsePosition(0);
            if (formatter.parseUnresolved(text, position) == null || position.getIndex() < text.length()) {
                return null;
            }
            try {
                return formatter.parse(text);
            } catch (DateTimeException e) {
                return null;
            }
        }
    }
}
