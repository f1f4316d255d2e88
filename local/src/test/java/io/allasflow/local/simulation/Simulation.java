package io.allasflow.local.simulation;

import io.allasflow.clean.CleanFunction;
import io.allasflow.core.config.Settings;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.stage.StageRunner;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.ingest.IngestFunction;
import io.allasflow.ingest.scan.ScanReport;
import io.allasflow.ingest.scan.Scanner;
import io.allasflow.summarize.SummarizeFunction;
import io.allasflow.summarize.index.ReportIndex;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

/// The three functions, a broker and a source bucket under one seeded schedule: which worker does its next store call,
/// which event is delivered next, twice or never, who is killed, and when a source is overwritten. The same seed is the
/// same run.
final class Simulation {
    static final BucketLayout LAYOUT = new BucketLayout("bucket", "", "bucket", "pipeline/");
    private static final int MAX_WORKERS = 4;
    private static final int MAX_CALM_SCANS = 12;

    private final Random random;
    private final ObjectStore outside;
    private final ObjectStore store;
    private final List<Delivery> queue = new ArrayList<>();
    private final List<Running> workers = new ArrayList<>();
    private final Deque<Overwrite> overwrites;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final boolean lossy;
    private final Settings settings;
    private int pings;
    private boolean calm;

    record Overwrite(String key, byte[] bytes) {}

    private record Delivery(String type, Envelope envelope, PipelineEvent data) {}

    /// @param pace the highest goes on first, so that others stand still in the middle of their work for long
    private record Running(Delivery delivery, Worker worker, int pace) {}

    /// @param lossy true: events are lost, and scans with their audit put right what follows from it; false: every event
    ///        is delivered at last, and there is no audit
    Simulation(long seed, boolean lossy, ObjectStore outside, List<Overwrite> sources) {
        this.lossy = lossy;
        this.settings = Settings.from(Map.of("DATA_BUCKET", "bucket", "ALLAS_ACCESS_KEY", "a", "ALLAS_SECRET_KEY", "s",
                "AUDIT_EVERY_SCANS", lossy ? "1" : "1000000", "RETRY_AFTER_SECONDS", "600", "K_SINK",
                "http://sink"));
        this.random = new Random(seed);
        this.outside = outside;
        this.store = new SteppedStore(outside, () -> !calm && random.nextInt(100) == 0);
        this.overwrites = new ArrayDeque<>(sources);
    }

    /// Faults for a while, then none.
    void run(int steps) {
        int versions = overwrites.size();
        for (int step = 0; step < steps; step++) {
            // The first ones early, the last one late, so that old versions are at work when a new one comes.
            if ((long) step * versions / steps >= versions - overwrites.size()) {
                put(overwrites.removeFirst());
            }
            disturb();
        }
    }

    /// No faults any more. One scan finds the last versions while old ones are still at work, and all that was sent is
    /// done. No scan looks afterwards whether it is right.
    void finish() {
        calm = true;
        while (!overwrites.isEmpty()) {
            put(overwrites.removeFirst());
        }
        scan();
        drain();
    }

    /// Scans until one finds nothing to do.
    void comeToRest() {
        for (int scan = 0; scan < MAX_CALM_SCANS; scan++) {
            now = now.plus(Duration.ofDays(3));
            var report = scan();
            if (report != null && report.upToDate() == report.listed() && queue.isEmpty()) {
                return;
            }
            drain();
        }
        throw new AssertionError("the bucket did not come to rest in " + MAX_CALM_SCANS + " scans");
    }

    /// One scan from start to end, while everything else stands still.
    private ScanReport scan() {
        var ping = ping();
        var scanning = Worker.start(work(ping));
        while (!scanning.isDone()) {
            scanning.step();
        }
        settle(new Running(ping, scanning, 0));
        return (ScanReport) scanning.answer();
    }

    private void disturb() {
        switch (random.nextInt(20)) {
            case 0 -> start(ping());
            case 1 -> now = now.plus(Duration.ofSeconds(random.nextInt(1000)));
            case 2 -> kill();
            case 3, 4, 5, 6 -> deliver();
            default -> step();
        }
    }

    private void drain() {
        while (!queue.isEmpty() || !workers.isEmpty()) {
            if (random.nextInt(4) == 0) {
                deliver();
            }
            step();
        }
    }

    /// Any queued event, whichever was first.
    private void deliver() {
        if (queue.isEmpty() || workers.size() >= MAX_WORKERS) {
            return;
        }
        var delivery = queue.remove(random.nextInt(queue.size()));
        if (lossy && !calm && random.nextInt(8) == 0) {
            return; // lost
        }
        if (!calm && random.nextInt(5) == 0) {
            queue.add(delivery); // twice
        }
        start(delivery);
    }

    private void start(Delivery delivery) {
        workers.add(new Running(delivery, Worker.start(work(delivery)), random.nextInt()));
    }

    private void step() {
        if (workers.isEmpty()) {
            deliver();
            return;
        }
        int chosen = random.nextInt(8) == 0 ? random.nextInt(workers.size()) : fastest();
        workers.get(chosen).worker().step();
        if (workers.get(chosen).worker().isDone()) {
            settle(workers.remove(chosen));
        }
    }

    private int fastest() {
        return workers.indexOf(Collections.max(workers, Comparator.comparingInt(Running::pace)));
    }

    private void kill() {
        if (!workers.isEmpty()) {
            var victim = workers.remove(random.nextInt(workers.size()));
            victim.worker().kill();
            retry(victim.delivery());
        }
    }

    private void settle(Running ended) {
        switch (ended.worker().failure()) {
            case null -> {
                if (ended.worker().answer() instanceof CloudEvent<?> answer
                        && answer.data() instanceof PipelineEvent data) {
                    queue.add(new Delivery(answer.type(), Envelope.of(answer), data));
                }
            }
            case PipelineException transientFailure -> retry(ended.delivery());
            case Throwable unexpected -> throw new AssertionError("a function failed", unexpected);
        }
    }

    private void retry(Delivery delivery) {
        boolean isPing = delivery.type().equals(EventTypes.PING);
        if (!isPing && (!lossy || calm || random.nextInt(3) > 0)) {
            queue.add(delivery);
        }
    }

    private Delivery ping() {
        return new Delivery(EventTypes.PING, new Envelope("ping-" + pings++, EventTypes.PING, "/test", null, Map.of()),
                null);
    }

    /// Each delivery meets a fresh process.
    private Callable<?> work(Delivery delivery) {
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        var runner = new StageRunner(store, LAYOUT, clock, "test");
        CloudEvent<PipelineEvent> event = delivery.envelope().wrap(delivery.data());
        return switch (delivery.type()) {
            case EventTypes.PING -> () -> new Scanner(store, settings, this::take, clock, "test", 1)
                    .scan(delivery.envelope());
            case EventTypes.DISCOVERED -> () -> new IngestFunction(runner, this::take, settings).ingest(event);
            case EventTypes.INGESTED -> () -> new CleanFunction(runner).clean(event);
            case EventTypes.CLEANED -> () -> new SummarizeFunction(runner).summarize(event);
            case EventTypes.SUMMARIZED, EventTypes.REJECTED, EventTypes.INDEX_STALE -> () -> {
                new ReportIndex(store, LAYOUT, "test", 1).write();
                return null;
            };
            case EventTypes.DIVIDED -> () -> null;
            default -> throw new AssertionError("no function takes " + delivery.type());
        };
    }

    private void take(Envelope envelope, Object data) {
        queue.add(new Delivery(envelope.type(), envelope, data instanceof PipelineEvent event ? event : null));
    }

    private void put(Overwrite overwrite) {
        try (var writer = outside.create(new ObjectRef("bucket", overwrite.key()), "text/csv", Map.of())) {
            writer.write(overwrite.bytes());
            writer.commit();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
