package io.allasflow.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.config.Settings;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectReader;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.ObjectWriter;
import io.allasflow.core.store.StoredObject;
import io.allasflow.ingest.ChildProcess;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Half a million objects, which is all that Allas allows in a bucket, in a small heap.
@Tag("slow")
class BigScanTest {
    private static final int OBJECTS = 500_000;

    @Test
    void scans_half_a_million_objects_in_a_heap_of_256_megabytes() throws Exception {
        var output = ChildProcess.run(256, BigScanTest.class);
        System.out.println(output);

        assertThat(output.lines().map(line -> line.replaceAll(", [0-9]+ ms.*", ""))).containsExactly(
                "all new: ScanReport[listed=500000, upToDate=0, waiting=0, sent=1000, repaired=0, deferred=499000, unsent=0, deleted=0, unmatched=[]]"
                        + " GET few statuses, LIST 501, PUT 1",
                "all done: ScanReport[listed=500000, upToDate=500000, waiting=0, sent=0, repaired=0, deferred=0,"
                        + " unsent=0, deleted=0, unmatched=[]] GET 2, LIST 501, PUT 1",
                "all done, audited: ScanReport[listed=500000, upToDate=500000, waiting=0, sent=0, repaired=0,"
                        + " deferred=0, unsent=0, deleted=0, unmatched=[]] GET 2, HEAD 1, LIST 5502, PUT 1");
    }

    public static void main(String[] arguments) throws IOException {
        var settings = Settings.from(Map.of("DATA_BUCKET", "data", "OUTPUT_BUCKET", "out", "ALLAS_ACCESS_KEY", "a",
                "ALLAS_SECRET_KEY", "s", "AUDIT_EVERY_SCANS", "3"));
        LogManager.getLogManager().reset();
        var store = new Half(settings.layout());
        scan("all new", store, settings);
        store.rememberAllAsDone();
        scan("all done", store, settings);
        scan("all done, audited", store, settings);
    }

    private static void scan(String name, Half store, Settings settings) {
        store.calls.clear();
        var start = System.nanoTime();
        var report = new Scanner(store, settings, (envelope, data) -> {}, Clock.systemUTC(), "test", 16)
                .scan(new Envelope("ping", EventTypes.PING, "/test", null, Map.of()));
        var runtime = Runtime.getRuntime();
        var calls = store.calls.entrySet().stream().map(call -> call.getKey() + " " + describe(call.getKey(), call
                .getValue().get())).sorted().collect(Collectors.joining(", "));
        System.out.println(name + ": " + report + " " + calls + ", " + (System.nanoTime() - start) / 1_000_000
                + " ms, heap " + (runtime.totalMemory() >> 20) + " MiB committed, requests "
                + store.calls.values().stream().mapToLong(AtomicLong::get).sum());
    }

    private static String describe(String call, long count) {
        if (!call.equals("GET") || count == 2) {
            return String.valueOf(count);
        }
        // Those of a page that are looked at when the cap is reached may be a few more.
        return count < 1100 ? "few statuses" : String.valueOf(count);
    }

    /// Makes its listings up and has no statuses; keeps what is written.
    private static final class Half implements ObjectStore {
        private final MemoryObjectStore kept = new MemoryObjectStore();
        private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
        private final BucketLayout layout;
        private final TreeMap<String, String> etags = new TreeMap<>();

        Half(BucketLayout layout) {
            this.layout = layout;
            for (var output : Stage.allOutputs()) {
                etags.put(output.name().toLowerCase(Locale.ROOT), "0123456789abcdef0123456789abcde" + output.ordinal());
            }
        }

        void rememberAllAsDone() throws IOException {
            var header = new ScanIndex.Header("defaults/test/data/", 1, false);
            try (var index = new ScanIndex.Writer(kept, layout, header)) {
                for (int i = 0; i < OBJECTS; i++) {
                    var source = source(i);
                    index.add(ScanEntry.done(source.ref().key(), source.etag(), OutputAudit.fingerprint(etags),
                            OutputAudit.status("status"), false));
                }
                index.commit();
            }
        }

        private void count(String call) {
            calls.computeIfAbsent(call, name -> new AtomicLong()).incrementAndGet();
        }

        private static String dataset(int number) {
            return "measurements/2026/station-%06d".formatted(number);
        }

        private StoredObject source(int number) {
            return new StoredObject(layout.source(dataset(number) + ".csv"), "%032x".formatted(number), 1000,
                    Instant.EPOCH, Map.of());
        }

        @Override
        public Page list(String bucket, String prefix, String startAfter) {
            count("LIST");
            if (prefix.endsWith("config/models/") || prefix.endsWith("gold/")) {
                return new Page(List.of(), true);
            }
            var outputs = Arrays.stream(Output.values())
                    .filter(output -> !prefix.isEmpty() && prefix.endsWith(output.folder())).toList();
            int next = startAfter == null
                    ? 0
                    : Integer.parseInt(startAfter.replaceAll(".*station-0*(?=[0-9])|[.].*", ""))
                            + 1;
            int end = Math.min(OBJECTS, next + 1000 / Math.max(1, outputs.size()));
            var page = new ArrayList<StoredObject>();
            for (int i = next; i < end; i++) {
                if (outputs.isEmpty()) {
                    page.add(source(i));
                }
                for (var output : outputs) {
                    page.add(made(output, i));
                }
            }
            return new Page(List.copyOf(page), end == OBJECTS);
        }

        private StoredObject made(Output output, int number) {
            return new StoredObject(layout.output(output, dataset(number)),
                    etags.getOrDefault(output.name().toLowerCase(Locale.ROOT), "status"), 1000, Instant.EPOCH,
                    Map.of());
        }

        @Override
        public ObjectReader open(ObjectRef ref, String etag, long from) throws IOException {
            count("GET");
            return kept.open(ref, etag, from);
        }

        @Override
        public Optional<StoredObject> head(ObjectRef ref) {
            count("HEAD");
            return Optional.empty();
        }

        @Override
        public ObjectWriter create(ObjectRef ref, String contentType, Map<String, String> metadata) {
            count("PUT");
            return kept.create(ref, contentType, metadata);
        }

        @Override
        public StoredObject copy(ObjectRef from, String etag, ObjectRef to, String type,
                Map<String, String> metadata) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(ObjectRef ref) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int abortUploads(String bucket, String prefix, Instant olderThan) {
            return 0;
        }
    }
}
