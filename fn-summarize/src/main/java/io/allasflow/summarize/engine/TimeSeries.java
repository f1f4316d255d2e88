package io.allasflow.summarize.engine;

import java.util.List;

/// Number columns over the column of time.
///
/// @param bucket hour, day, week, month or year
public record TimeSeries(String time, String bucket, List<Series> series, boolean approximate) {
    /// @param points at most 500
    /// @param slopeLow with `slopeHigh` the 95 % confidence interval of the slope
    /// @param byHour 24 means, as are 7 from Monday on and 12 from January on; null where there are no values
    /// @param anomalies at most 50
    public record Series(String column, List<Point> points, Double slopePerDay, Double slopeLow, Double slopeHigh,
            List<Double> byHour, List<Double> byWeekday, List<Double> byMonth, List<Anomaly> anomalies) {}

    /// @param at where the bucket begins, ISO 8601
    /// @param rolling mean over the buckets around; null where there are too few
    public record Point(String at, long count, double mean, double min, double max, Double rolling) {}

    /// @param row of the cleaned table, from 1
    /// @param z robust z score of what the trend leaves unexplained
    public record Anomaly(long row, String at, double value, double z) {}
}
