package io.allasflow.ingest;

import io.allasflow.core.csv.CanonicalCsv;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Tables as lists of cells.
final class Cells {
    private Cells() {}

    static List<List<String>> of(String canonical) throws IOException {
        try (var parser = CanonicalCsv.parse(new ByteArrayInputStream(canonical.getBytes(StandardCharsets.UTF_8)))) {
            return parser.getRecords().stream().map(record -> List.of(record.values())).toList();
        }
    }
}
