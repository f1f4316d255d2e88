package io.allasflow.summarize.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// `summary/<dataset>.json`, published as `docs/schema/summary.v1.json`. Every number in it is finite; a statistic that is
/// undefined (no values, one value, an overflow) is absent.
///
/// @param rows data rows of the cleaned table
/// @param correlations empty for now, as are `timeSeries` and `history`: the fields are there so that readers can rely on them
public record SummaryReport(String schema, String dataset, SourceObject source, long rows, List<ColumnSummary> columns,
        List<Correlation> correlations, List<JsonNode> timeSeries, List<JsonNode> history) {

    public static final String SCHEMA = "https://allasflow.io/schema/summary/v1";

    public record SourceObject(String bucket, String key, String etag, long size) {}

    public record Correlation(String x, String y, Double pearson, Double spearman) {}
}
