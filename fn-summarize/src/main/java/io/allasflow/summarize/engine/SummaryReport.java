package io.allasflow.summarize.engine;

import io.allasflow.core.status.Metrics;
import java.util.List;

/// `summary/<dataset>.json`, published as `docs/schema/summary.v1.json`. Every number in it is finite; a statistic that is
/// undefined (no values, one value, an overflow) is absent.
///
/// @param rows data rows of the cleaned table
/// @param storedColumns so many, the first ones, are in the Parquet file; only these are compared with each other and over time
/// @param correlations of every two number columns that vary, in the table's order; see `correlationScope`
/// @param scatters of the pairs that correlate most
/// @param timeSeries absent without a column of dates, or of numbers
/// @param correlationScope absent until the columns were compared
public record SummaryReport(String schema, String dataset, SourceObject source, long rows, List<ColumnSummary> columns,
        int storedColumns, List<Correlation> correlations, List<Scatter> scatters, TimeSeries timeSeries,
        CorrelationScope correlationScope) {

    public static final String SCHEMA = "https://allasflow.io/schema/summary/v1";

    public record SourceObject(String bucket, String key, String etag, long size) {}

    /// With how the columns relate, as the stored table tells.
    public SummaryReport related(StoredTable table) {
        var relations = Relations.of(table, this);
        return new SummaryReport(schema, dataset, source, rows, columns, storedColumns, relations.correlations(),
                relations.scatters(), relations.timeSeries(), relations.scope());
    }

    public Metrics metrics() {
        var missing = columns.stream().mapToLong(ColumnSummary::missing).sum();
        var cells = (double) rows * columns.size();
        return new Metrics(rows, columns.size(), cells == 0 ? null : 100 * missing / cells);
    }
}
