package io.allasflow.clean.engine;

import io.allasflow.clean.engine.drift.Predecessor;
import io.allasflow.clean.engine.ledger.RawRebuild;
import io.allasflow.core.csv.CanonicalCsv;
import io.allasflow.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// All that a cleaning of a small table gave.
record Cleaned(String cleaned, byte[] changesGzip, String rejected, QualityReport report) {
    static final TableSource SOURCE = new TableSource("shop/events", "data", "shop/events.csv", "0123abcd", 42);

    static Cleaned of(String raw, CleanSettings settings) throws IOException, UncleanableTableException {
        return of(raw, settings, null);
    }

    static Cleaned of(String raw, CleanSettings settings, Predecessor before)
            throws IOException, UncleanableTableException {
        return of(raw.getBytes(StandardCharsets.UTF_8), settings, Resources.ofMachine(), before);
    }

    static Cleaned of(byte[] bytes, CleanSettings settings, Resources resources)
            throws IOException, UncleanableTableException {
        return of(bytes, settings, resources, null);
    }

    private static Cleaned of(byte[] bytes, CleanSettings settings, Resources resources, Predecessor before)
            throws IOException, UncleanableTableException {
        var cleaned = new ByteArrayOutputStream();
        var changes = new ByteArrayOutputStream();
        var rejected = new ByteArrayOutputStream();
        var report = new Cleaner(settings, resources).clean(SOURCE, () -> new ByteArrayInputStream(bytes), before,
                new CleanOutput(cleaned, changes, rejected));
        return new Cleaned(cleaned.toString(StandardCharsets.UTF_8), changes.toByteArray(),
                rejected.toString(StandardCharsets.UTF_8), report);
    }

    static Cleaned of(String raw) throws IOException, UncleanableTableException {
        return of(raw, CleanSettings.defaults());
    }

    String changes() throws IOException {
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(changesGzip))) {
            return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// The raw table, made again from the other outputs.
    String rebuilt() throws IOException {
        var raw = new ByteArrayOutputStream();
        RawRebuild.rebuild(new ByteArrayInputStream(Json.MAPPER.writeValueAsBytes(report)), stream(cleaned),
                new ByteArrayInputStream(changesGzip), stream(rejected), raw);
        return raw.toString(StandardCharsets.UTF_8);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The records of a canonical CSV, without its header.
    static List<List<String>> records(String csv) throws IOException {
        try (var parser = CanonicalCsv.parse(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))) {
            return parser.getRecords().stream().skip(1).map(record -> List.of(record.values())).toList();
        }
    }
}
