package io.allasflow.summarize.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// `summary/<dataset>.json`, published as `docs/schema/summary.v1.json`. Every number in it is finite; a statistic that is
/// undefined (no values, one value, an overflow) is absent.
///
/// @param rows data rows of the cleaned table
/// @param correlations of every two number columns that vary, in the table's order; see `correlationScope`
/// @param scatters of the pairs that correlate most
/// @param timeSeries absent without a column of dates, or of numbers
/// @param history empty for now: the field is there so that readers can rely on it
/// @param correlationScope absent until the columns were compared
public record SummaryReport(String schema, String dataset, SourceObject source, long rows, List<ColumnSummary> columns,
        List<Correlation> correlations, List<Scatter> scatters, TimeSeries timeSeries, List<JsonNode> history,
        CorrelationScope correlationScope) {

    public static final String SCHEMA = "https://allasflow.io/schema/summary/v1";

    public record SourceObject(String bucket, String key, String etag, long size) {}

    /// With how the columns relate, as the stored table tells.
    public SummaryReport related(StoredTable table) {
        var relations = Relations.of(table, this);
        return new SummaryReport(schema, dataset, source, rows, columns, relations.correlations(), relations.scatters(),
                relations.timeSeries(), history, relations.scope());
    }
}
