package io.allasflow.summarize.report;

import io.allasflow.summarize.engine.TimeSeries;
import java.util.List;
import java.util.Objects;

/// The number columns over time, in words; the script draws them.
///
/// @param time the column of time
/// @param anomalies the values farthest from what was to be expected, over all series
public record Trends(String time, String bucket, List<Line> lines, List<Anomaly> anomalies, String moreAnomalies,
        boolean approximate) {
    /// @param direction `rises`, `falls` or `steady`, where the confidence interval holds zero
    public record Line(String column, String from, String to, String direction, String slope, String interval,
            String anomalies) {}

    public record Anomaly(String column, String at, String row, String value, String z) {}

    private static final int MOST_LINES = 20;
    private static final int MOST_ANOMALIES = 10;
    private static final int LONGEST_NAME = 80;

    /// Null where the table has no column of time.
    static Trends of(TimeSeries series) {
        if (series == null || series.series().isEmpty()) {
            return null;
        }
        record Found(String column, TimeSeries.Anomaly anomaly) {}
        var found = series.series().stream()
                .flatMap(line -> line.anomalies().stream().map(anomaly -> new Found(line.column(), anomaly)))
                .sorted((a, b) -> Double.compare(Math.abs(b.anomaly().z()), Math.abs(a.anomaly().z()))).toList();
        return new Trends(Display.text(series.time(), LONGEST_NAME), bucket(series.bucket()),
                series.series().stream().limit(MOST_LINES).map(Trends::line).toList(),
                found.stream().limit(MOST_ANOMALIES)
                        .map(one -> new Anomaly(Display.text(one.column(), LONGEST_NAME), time(one.anomaly().at()),
                                Display.count(one.anomaly().row()), Display.number(one.anomaly().value()),
                                Display.rounded(one.anomaly().z(), 1).replace('-', '−')))
                        .toList(),
                found.size() > MOST_ANOMALIES ? Display.count(found.size() - MOST_ANOMALIES) : null,
                series.approximate());
    }

    private static Line line(TimeSeries.Series series) {
        var known = series.slopePerDay() != null;
        return new Line(Display.text(series.column(), LONGEST_NAME),
                series.points().isEmpty() ? "" : time(series.points().getFirst().at()),
                series.points().isEmpty() ? "" : time(series.points().getLast().at()), direction(series),
                known ? Display.number(series.slopePerDay()) : "–",
                known && series.slopeLow() != null && series.slopeHigh() != null
                        ? Display.number(series.slopeLow()) + " to " + Display.number(series.slopeHigh())
                        : "",
                Display.count(series.anomalies().size()));
    }

    private static String direction(TimeSeries.Series series) {
        if (series.slopePerDay() == null || series.slopeLow() == null || series.slopeHigh() == null) {
            return "";
        }
        if (series.slopeLow() > 0) {
            return "rises";
        }
        return series.slopeHigh() < 0 ? "falls" : "steady";
    }

    private static String bucket(String bucket) {
        return switch (Objects.requireNonNullElse(bucket, "")) {
            case "hour", "day", "week", "month", "year" -> bucket;
            default -> "bucket";
        };
    }

    static String time(String iso) {
        return Display.text(iso, 40).replace('T', ' ').replaceAll(" 00:00(:00)?Z?$", "");
    }
}
