package io.allasflow.ingest.scan;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.config.Settings;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.gold.ModelFiles;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusListing;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.ingest.notification.Notification;
import io.allasflow.ingest.notification.NotificationReport;
import io.allasflow.ingest.notification.Notifications;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/// A bucket, a clock and a sink that tests set, and the scanner over them.
final class Bucket {
    private static final String PROGRAM = "test";

    final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Sent> events = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> others = new ConcurrentLinkedQueue<>();
    final MemoryObjectStore store = new MemoryObjectStore() {
        @Override
        protected void beforeCall(String call) {
            calls.add(call);
            if (call.equals(interrupted)) {
                interrupted = null;
                meanwhile.run();
            }
            if (call.equals(failing) || failingStart != null && call.startsWith(failingStart)) {
                throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "down");
            }
        }

        @Override
        public Page list(String bucket, String prefix, String startAfter) {
            var page = super.list(bucket, prefix, startAfter);
            return new Page(page.objects().stream().filter(object -> !object.ref().key().equals(hidden)).toList(),
                    page.last());
        }
    };
    private final Settings settings;
    final BucketLayout layout;
    private final Notifications notifications;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    /// A store call that fails; null for none.
    String failing;
    /// The start of those that fail; null for none.
    String failingStart;
    /// A key that listings do not show; null for none.
    String hidden;
    private String interrupted;
    private Runnable meanwhile;
    private boolean sinkDown;
    private int sinkRefusesAfter = Integer.MAX_VALUE;
    private Duration sinkTakes = Duration.ZERO;

    /// An event as the sink got it.
    record Sent(Envelope envelope, PipelineEvent data) {}

    Bucket() {
        this(Map.of());
    }

    Bucket(Map<String, String> environment) {
        var all = new HashMap<>(Map.of("DATA_BUCKET", "data", "ALLAS_ACCESS_KEY", "a", "ALLAS_SECRET_KEY", "s",
                "RETRY_AFTER_SECONDS", "600", "SCAN_SECONDS", "60", "AUDIT_EVERY_SCANS", "1000"));
        all.putAll(environment);
        settings = Settings.from(all);
        layout = settings.layout();
        notifications = new Notifications(store, settings, this::take, clock(), PROGRAM);
    }

    Bucket put(String... keys) {
        for (var key : keys) {
            write(key, "id,name\n1," + key + "\n");
        }
        return this;
    }

    void write(String key, String text) {
        store.put(layout.source(key), text.getBytes(StandardCharsets.UTF_8));
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    void setTime(Instant time) {
        now = time;
    }

    void sinkIsDown(boolean down) {
        sinkDown = down;
    }

    /// What somebody else does, once, just before that store call.
    void meanwhile(String call, Runnable action) {
        interrupted = call;
        meanwhile = action;
    }

    /// The sink goes down once it has taken so many more.
    void sinkTakesOnly(int most) {
        sinkRefusesAfter = most;
    }

    void sinkTakes(Duration time) {
        sinkTakes = time;
    }

    ScanReport scan() {
        return scan(PROGRAM, new Envelope("ping-1", EventTypes.PING, "/test", null, Map.of()));
    }

    ScanReport scan(String program, Envelope ping) {
        return new Scanner(store, settings, this::take, clock(), program, 4).scan(ping);
    }

    NotificationReport notify(String body) {
        return notifications.handle(new Envelope("cause-1", "", "", null, Map.of()),
                Notification.parse(body.getBytes(StandardCharsets.UTF_8)));
    }

    private void take(Envelope envelope, Object data) {
        synchronized (this) {
            now = now.plus(sinkTakes);
        }
        if (sinkDown || sinkRefusesAfter-- <= 0) {
            calls.add("SEND");
            throw new PipelineException(ErrorCode.SINK_UNAVAILABLE, "down");
        }
        if (data instanceof PipelineEvent event) {
            events.add(new Sent(envelope, event));
        } else {
            others.add(envelope.type());
        }
    }

    /// The keys of the events since the last call, in order.
    List<String> sent() {
        var keys = events.stream().map(sent -> sent.data().source().key()).sorted().toList();
        events.clear();
        return keys;
    }

    /// The datasets of the events since the last call, in order.
    List<String> sentDatasets() {
        var datasets = events.stream().map(sent -> sent.data().dataset()).sorted().toList();
        events.clear();
        return datasets;
    }

    /// The types of the events since the last call that are about no source.
    List<String> othersSent() {
        var types = List.copyOf(others);
        others.clear();
        return types;
    }

    Status status(String dataset) {
        return new StatusStore(store, layout).read(dataset).orElseThrow();
    }

    long calls(String start) {
        return calls.stream().filter(call -> call.startsWith(start)).count();
    }

    /// As if the three functions had done their work on the source as it is.
    Bucket complete(String... keys) {
        for (var key : keys) {
            complete(key, null);
        }
        return this;
    }

    private void complete(String key, String part) {
        var dataset = layout.dataset(source(key, part));
        var etags = new TreeMap<String, String>();
        for (var output : Stage.allOutputs()) {
            var bytes = (output + " of " + dataset).getBytes(StandardCharsets.UTF_8);
            var stored = store.put(layout.output(output, dataset), bytes);
            etags.put(output.name().toLowerCase(Locale.ROOT), stored.etag());
        }
        update(key, part, status -> status.complete(etags));
    }

    /// As if ingest had found these parts in it.
    void divide(String key, String... parts) {
        update(key, null, status -> status
                .with(new Status.StageRun("ingest", Status.State.DIVIDED, now, 1, null, null, null))
                .withParts(List.of(parts)));
    }

    void completePart(String key, String part) {
        complete(key, part);
    }

    void reachPart(String key, String part, String stage, Status.State state) {
        update(key, part, status -> status.with(new Status.StageRun(stage, state, now, 1, null, null, null)));
    }

    /// As if ingest had rejected the part, because another source has its dataset.
    void conflict(String key, String part) {
        var source = source(key, part);
        new StatusStore(store, layout).update(layout.dataset(source),
                status -> status.withConflict(Status.Conflict.of(source)));
    }

    /// As if a stage had ended in that state.
    void reach(String key, String stage, Status.State state) {
        reachPart(key, null, stage, state);
    }

    private PipelineEvent.Source source(String key, String part) {
        return PipelineEvent.Source.of(store.head(layout.source(key)).orElseThrow()).withPart(part);
    }

    private void update(String key, String part, UnaryOperator<Status> change) {
        var source = source(key, part);
        var config = PipelineConfig.load(store, layout).hash();
        new StatusStore(store, layout).update(layout.dataset(source),
                status -> change.apply(status.about(source, config, PROGRAM)));
    }

    /// As if the index page had been made of the statuses and the models as they are.
    void writeIndexPage() throws IOException {
        var madeOf = new TreeMap<String, String>();
        madeOf.put(StatusListing.FINGERPRINT, new StatusListing(store, layout).forEach((dataset, object) -> {}));
        var models = ModelFiles.list(store, layout, true).fingerprint();
        if (models != null) {
            madeOf.put(ModelFiles.FINGERPRINT, models);
        }
        try (var page = store.create(layout.indexPage(), "text/html", madeOf)) {
            page.commit();
        }
    }

    ObjectRef index() {
        return layout.own("state/scan.ndjson.gz");
    }

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }
}
