package io.allasflow.summarize.engine;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// The column that tells when a row happened, and the buckets that its time is cut into.
///
/// @param time an expression: a TIMESTAMP, in UTC where the cells have offsets
/// @param start the least one, in microseconds since 1970
record TimeAxis(String name, String time, Bucket bucket, boolean hasHours, long start) {
    static final int MOST_BUCKETS = 500;
    private static final long MICROS_IN_SECOND = 1_000_000;
    private static final long MICROS_IN_DAY = 86_400 * MICROS_IN_SECOND;

    enum Bucket {
        HOUR(MICROS_IN_DAY / 24),
        DAY(MICROS_IN_DAY),
        WEEK(7 * MICROS_IN_DAY),
        MONTH(30 * MICROS_IN_DAY),
        YEAR(365 * MICROS_IN_DAY);

        private final long micros;

        Bucket(long micros) {
            this.micros = micros;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// A span touches one more than it is long, and one more where it starts amid one.
        private boolean covers(long span) {
            return span / micros + 2 <= MOST_BUCKETS;
        }
    }

    /// Of the first column of dates of which half are there, and which spans some time but not more than 500 years.
    static Optional<TimeAxis> of(StoredTable table, SummaryReport report) {
        return IntStream.range(0, table.columns().size())
                .filter(i -> isTime(table.sqlTypes().get(i)) && 2 * report.columns().get(i).missing() <= report.rows())
                .mapToObj(i -> of(table, i)).flatMap(Optional::stream).findFirst();
    }

    private static boolean isTime(String sqlType) {
        return sqlType.equals("DATE") || sqlType.startsWith("TIMESTAMP");
    }

    private static Optional<TimeAxis> of(StoredTable table, int column) {
        var hasHours = !table.sqlTypes().get(column).equals("DATE");
        // By way of microseconds, which needs no table of time zones.
        var time = "make_timestamp(epoch_us(c" + column + "))";
        return table.duckdb().query("SELECT min(epoch_us(c%d)), max(epoch_us(c%1$d)) FROM %s".formatted(column,
                table.from()), results -> {
                    var start = results.getLong(1);
                    var span = results.getLong(2) - start;
                    return span <= 0
                            ? Optional.<TimeAxis>empty()
                            : Arrays.stream(Bucket.values()).skip(hasHours ? 0 : 1)
                                    .filter(bucket -> bucket.covers(span)).findFirst()
                                    .map(bucket -> new TimeAxis(table.columns().get(column).name(), time, bucket,
                                            hasHours, start));
                }).getFirst();
    }

    /// Days since the first time, an expression.
    String days() {
        return "(epoch_us(" + time + ") - " + start + ") / '" + MICROS_IN_DAY + "'::DOUBLE";
    }

    String bucketStart() {
        return "epoch_us(date_trunc('" + bucket.word() + "', " + time + "))";
    }

    /// A bucket's start as shown.
    String shownBucket(long micros) {
        var at = at(micros);
        return bucket == Bucket.HOUR ? at.toString() : at.toLocalDate().toString();
    }

    /// A row's time as shown.
    String shown(long micros) {
        return hasHours ? at(micros).toString() : LocalDate.from(at(micros)).toString();
    }

    private static LocalDateTime at(long micros) {
        return LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS_IN_SECOND),
                (int) Math.floorMod(micros, MICROS_IN_SECOND) * 1_000, ZoneOffset.UTC);
    }
}
