package io.allasflow.summarize.engine;

import io.allasflow.core.hash.Sha256;
import io.allasflow.summarize.engine.TimeSeries.Anomaly;
import io.allasflow.summarize.engine.TimeSeries.Point;
import io.allasflow.summarize.engine.TimeSeries.Series;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Number columns over time, by DuckDB. Identifiers and numbers of which a sum may be beyond a double have no trend.
final class Trends {
    private static final int MOST_SERIES = 10;
    private static final double GREATEST = 1e150;
    private static final int ROLLING_POINTS = 7;
    private static final int MOST_ANOMALIES = 50;
    private static final double ANOMALOUS = 3.5;
    /// Distances that are usually this small, in standard deviations of the column, are none.
    private static final double ROUNDING = 1e-9;
    private static final double DEVIATIONS_IN_MAD = 1.4826;
    /// What is usual is judged by so many rows, whose distances DuckDB holds in memory.
    private static final int JUDGED_ROWS = 200_000;

    private final StoredTable table;
    private final TimeAxis axis;
    private final List<Measure> measures;
    private final Choice choice;

    Trends(StoredTable table, TimeAxis axis, List<Measure> measures, String dataset) {
        this.table = table;
        this.axis = axis;
        this.measures = measures.stream().filter(measure -> !measure.identifier()
                && Math.abs(measure.mean()) < GREATEST && measure.deviation() < GREATEST).limit(MOST_SERIES).toList();
        this.choice = new Choice(Sha256.first64(dataset));
    }

    /// Null without a column to follow.
    TimeSeries timeSeries() {
        if (measures.isEmpty()) {
            return null;
        }
        var points = points();
        var byHour = axis.hasHours() ? means("hour", 0, 24) : null;
        var byWeekday = means("isodow", 1, 7);
        var byMonth = means("month", 1, 12);
        var lines = lines();
        var series = IntStream.range(0, measures.size()).mapToObj(i -> {
            var line = lines.get(i);
            var slope = line.slope();
            var margin = line.margin();
            return new Series(measures.get(i).name(), points.get(i), slope, margin == null ? null : slope - margin,
                    margin == null ? null : slope + margin, byHour == null ? List.of() : byHour.get(i),
                    byWeekday.get(i), byMonth.get(i), slope == null ? List.of() : anomalies(measures.get(i), line));
        }).toList();
        return new TimeSeries(axis.name(), axis.bucket().word(), series, table.rows() > JUDGED_ROWS);
    }

    /// A list for each measure.
    private List<List<Point>> points() {
        var series = measures.stream().map(_ -> new ArrayList<Point>()).toList();
        var rolling = measures.stream().map(_ -> new RollingMean(ROLLING_POINTS)).toList();
        table.duckdb().query("SELECT %s AS bucket, %s FROM %s GROUP BY bucket ORDER BY bucket".formatted(
                axis.bucketStart(), each("count(%1$s), favg(%1$s), min(%1$s), max(%1$s)"), rows()), results -> {
                    for (var i = 0; i < measures.size(); i++) {
                        var count = results.getLong(4 * i + 2);
                        if (count > 0) {
                            var mean = results.getDouble(4 * i + 3);
                            series.get(i).add(new Point(axis.shownBucket(results.getLong(1)), count, mean,
                                    results.getDouble(4 * i + 4), results.getDouble(4 * i + 5),
                                    rolling.get(i).add(count, mean)));
                        }
                    }
                    return null;
                });
        return series.stream().<List<Point>>map(List::copyOf).toList();
    }

    /// Per part of a date: a list for each measure.
    private List<List<Double>> means(String part, int first, int size) {
        var means = new Double[measures.size()][size];
        table.duckdb().query("SELECT %s(%s) AS part, %s FROM %s GROUP BY part ORDER BY part".formatted(part,
                axis.time(), each("favg(%1$s)"), rows()), results -> {
                    for (var i = 0; i < measures.size(); i++) {
                        means[i][results.getInt(1) - first] = DuckDb.number(results, i + 2);
                    }
                    return null;
                });
        return Arrays.stream(means).map(Arrays::asList).toList();
    }

    private List<TrendLine> lines() {
        var sql = IntStream.range(0, measures.size()).mapToObj(
                i -> "regr_count(z%d, x), regr_avgx(z%1$d, x), regr_avgy(z%1$d, x), regr_sxx(z%1$d, x), regr_sxy(z%1$d, x), regr_syy(z%1$d, x)"
                        .formatted(i))
                .collect(Collectors.joining(", ", "SELECT ", " FROM (SELECT " + axis.days() + " AS x, "
                        + IntStream.range(0, measures.size())
                                .mapToObj(i -> measures.get(i).standardized() + " AS z" + i)
                                .collect(Collectors.joining(", "))
                        + " FROM " + rows() + ")"));
        return table.duckdb().query(sql, results -> {
            var lines = new ArrayList<TrendLine>();
            for (var i = 0; i < measures.size(); i++) {
                lines.add(line(measures.get(i), results, 6 * i + 1));
            }
            return lines;
        }).getFirst();
    }

    private static TrendLine line(Measure measure, ResultSet results, int column) throws SQLException {
        return TrendLine.of(measure, results.getLong(column), results.getDouble(column + 1),
                results.getDouble(column + 2), results.getDouble(column + 3), results.getDouble(column + 4),
                results.getDouble(column + 5));
    }

    private List<Anomaly> anomalies(Measure measure, TrendLine line) {
        var distances = "(SELECT \"row\", epoch_us(%s) AS moment, %s AS v, %s AS distance FROM %s WHERE v IS NOT NULL)"
                .formatted(axis.time(), measure.value(), line.distance(measure, axis.days()), rows());
        var usual = table.duckdb().query("SELECT median(distance), mad(distance) FROM %s WHERE %s".formatted(distances,
                choice.of(JUDGED_ROWS, table.rows())),
                results -> new Double[]{DuckDb.number(results, 1), DuckDb.number(results, 2)}).getFirst();
        if (usual[1] == null || usual[1] < ROUNDING) {
            return List.of();
        }
        return table.duckdb().query(
                "SELECT \"row\", moment, v, (distance - %s) / %s AS z FROM %s WHERE abs(z) > %s ORDER BY abs(z) DESC, \"row\" LIMIT %d"
                        .formatted(DuckDb.literal(usual[0]), DuckDb.literal(DEVIATIONS_IN_MAD * usual[1]), distances,
                                DuckDb.literal(ANOMALOUS), MOST_ANOMALIES),
                results -> new Anomaly(results.getLong(1) + 1, axis.shown(results.getLong(2)), results.getDouble(3),
                        results.getDouble(4)));
    }

    private String rows() {
        return "(FROM " + table.from() + " WHERE " + axis.time() + " IS NOT NULL)";
    }

    private String each(String expressions) {
        return measures.stream().map(measure -> expressions.formatted(measure.value()))
                .collect(Collectors.joining(", "));
    }
}
