package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.Row;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How wide records are, blank ones aside.
///
/// @param usual the commonest width, the least of those equally common
/// @param share of the records that have it
record Widths(int usual, double share) {
    static Widths of(List<Row> records) {
        var counts = new TreeMap<Integer, Integer>();
        for (var record : records) {
            if (!record.isBlank()) {
                counts.merge(record.size(), 1, Integer::sum);
            }
        }
        var usual = counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        int counted = counts.values().stream().mapToInt(Integer::intValue).sum();
        return new Widths(usual.getKey(), (double) usual.getValue() / counted);
    }
}
