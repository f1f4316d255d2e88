package io.allasflow.summarize.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What an earlier `summary/<dataset>.json` says, whichever program wrote it and whatever else stands there.
public record EarlierSummary(Long rows, List<Column> columns) {
    public record Column(String name, String type, long count, long missing, long distinct, Double mean, Double stddev,
            JsonNode min, JsonNode max) {}

    /// Whether it can be compared with.
    public boolean isWhole() {
        return rows != null && columns != null
                && columns.stream().allMatch(column -> column != null && column.name != null && column.type != null);
    }
}
