package io.allasflow.summarize.engine;

import java.util.List;

/// Number columns over time.
///
/// @param time the column of dates; those with an offset are taken in UTC
/// @param bucket `hour`, `day`, `week` (from Monday), `month` or `year`: the shortest of which at most 500 cover the time
/// @param approximate whether what is usual was judged by a fixed random choice of rows, so that `anomalies` might differ
///        slightly. Everything else is of all rows
public record TimeSeries(String time, String bucket, List<Series> series, boolean approximate) {

    /// @param slopePerDay of the least-squares line through the column's values, with its 95 % confidence interval, which
    ///        takes the rows as independent
    /// @param byHour mean per hour of the day; null where there is none. Empty for dates
    /// @param byWeekday mean per day of the week, Monday first
    /// @param byMonth mean per month
    /// @param anomalies the farthest from the trend, at most 50
    public record Series(String column, List<Point> points, Double slopePerDay, Double slopeLow, Double slopeHigh,
            List<Double> byHour, List<Double> byWeekday, List<Double> byMonth, List<Anomaly> anomalies) {}

    /// @param at start of the bucket: a date, or a datetime for hours
    /// @param count values in it; a bucket without any is left out
    /// @param rolling mean of all values in this point and the six before it
    public record Point(String at, long count, double mean, double min, double max, Double rolling) {}

    /// @param row of the cleaned table, 1 is the first after the header
    /// @param z robust z-score of the distance from the trend line: distance from the median distance, in units of 1.4826
    ///        times the median absolute deviation. Beyond 3.5 is an anomaly
    public record Anomaly(long row, String at, double value, double z) {}
}
