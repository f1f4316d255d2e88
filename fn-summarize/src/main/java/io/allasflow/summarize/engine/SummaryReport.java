package io.allasflow.summarize.engine;

import java.util.List;

/// `summary/<dataset>.json`, published as `docs/schema/summary.v1.json`. Every number in it is finite; a statistic that is
/// undefined (no values, one value, an overflow) is absent.
///
/// @param rows data rows of the cleaned table
/// @param scatters of the most strongly correlated pairs
/// @param timeSeries null where the table has no column of time
public record SummaryReport(String schema, String dataset, SourceObject source, long rows, List<ColumnSummary> columns,
        List<Correlation> correlations, List<Scatter> scatters, TimeSeries timeSeries) {

    public static final String SCHEMA = "https://allasflow.io/schema/summary/v1";

    public record SourceObject(String bucket, String key, String etag, long size) {}
}
