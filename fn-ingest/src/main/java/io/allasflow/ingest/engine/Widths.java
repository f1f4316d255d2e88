package io.allasflow.ingest.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/// How wide records are, blank ones aside.
///
/// @param usual the commonest width, the least of those equally common
/// @param share of the records that have it
record Widths(int usual, double share) {
    static Widths of(List<CSVRecord> records) {
        var counts = new TreeMap<Integer, Integer>();
        for (var record : records) {
            if (!DialectDetector.isBlank(record)) {
                counts.merge(record.size(), 1, Integer::sum);
            }
        }
        var usual = counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        int counted = counts.values().stream().mapToInt(Integer::intValue).sum();
        return new Widths(usual.getKey(), (double) usual.getValue() / counted);
    }
}
