package io.allasflow.ingest.scan;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.config.Settings;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.error.Printable;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.status.StatusListing;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import io.allasflow.ingest.scan.SourceProgress.Remaining;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// Compares what should be done with what is, and sends an event for every source object in between: new, changed, or
/// stuck because an event was lost. Losing every event in flight costs at most the time to the next scan that finds
/// them overdue, never data.
///
/// Memory: one listing page. Requests: the listing's pages, the memory's read and write, and one or two for each object
/// that is not done, until the cap, the time or the sink's patience is used up.
public final class Scanner {
    private static final Logger LOG = Logger.getLogger(Scanner.class);
    /// After these the sink is taken to be down.
    private static final int MAX_SINK_FAILURES = 5;
    /// Waiting doubles with every attempt, up to this often: an object that fails for ever does not crowd others out.
    private static final int MAX_DOUBLINGS = 6;
    /// Sorts after every key under a prefix.
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final ObjectStore store;
    private final Settings settings;
    private final BucketLayout layout;
    private final EventSink sink;
    private final Clock clock;
    private final String programVersion;
    private final int concurrency;

    /// @param concurrency objects looked at, and events sent, at a time
    public Scanner(ObjectStore store, Settings settings, EventSink sink, Clock clock, String programVersion,
            int concurrency) {
        this.store = store;
        this.settings = settings;
        this.layout = settings.layout();
        this.sink = sink;
        this.clock = clock;
        this.programVersion = programVersion;
        this.concurrency = concurrency;
    }

    /// @throws PipelineException `CONFIG_INVALID` before anything is sent; `SINK_UNAVAILABLE` or of the
    ///         store after what could be sent
    public ScanReport scan(Envelope ping) {
        var config = PipelineConfig.load(store, layout);
        var options = ScanSettings.of(config);
        var counts = new Counts();
        // Another source bucket or prefix gives other datasets.
        var made = String.join("/", config.hash(), programVersion, layout.dataBucket(), layout.sourcePrefix());
        try (var known = ScanIndex.Reader.open(store, layout, made);
                var next = new ScanIndex.Writer(store, layout, known.header().next())) {
            boolean audited = known.header().scans() % settings.auditEvery() == settings.auditEvery() - 1;
            var started = clock.instant();
            var audit = audited ? audit() : null;
            var run = new Run(ping, config, options, audit, counts, started, known, next);
            for (var page : new Listing(store, layout.dataBucket(), layout.sourcePrefix(), this::after)) {
                run.handle(page);
            }
            run.finish();
            if (counts.finished.sum() + counts.deleted.sum() > 0 || audit != null && isIndexStale(audit)) {
                sendIndexStale(ping);
            }
            next.commit();
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "the scan's memory could not be kept", e);
        }
        var report = counts.report();
        LOG.infof("scan: %s", report);
        if (report.unsent() > 0) {
            var first = counts.failure.get();
            throw new PipelineException(first.code(), "of " + (report.sent() + report.unsent())
                    + " objects with work to do, " + report.unsent() + " could not be sent: " + first.getMessage(),
                    first);
        }
        return report;
    }

    private boolean isIndexStale(OutputAudit audit) {
        return store.head(layout.indexPage())
                .filter(page -> audit.allStatuses().equals(page.metadata().get(StatusListing.FINGERPRINT))).isEmpty();
    }

    private void sendIndexStale(Envelope ping) {
        try {
            sink.send(ping.nextWithoutDataset(EventTypes.INDEX_STALE, "index", "fn-ingest"),
                    Map.of("key", layout.indexPage().key()));
        } catch (PipelineException e) {
            LOG.warnf("scan: %s", e.getMessage());
        }
    }

    private OutputAudit audit() {
        AbandonedUploads.abort(store, layout, clock.instant());
        return OutputAudit.of(store, layout);
    }

    /// Jumps over our own outputs.
    private String after(String key) {
        return layout.isOwn(key) ? layout.outputPrefix() + LAST_CHARACTER : key;
    }

    /// What became of one object: what to remember of it, null for nothing.
    private record Decision(ScanEntry entry) {}

    /// One scan.
    private final class Run {
        private final Envelope ping;
        private final PipelineConfig config;
        private final ScanSettings options;
        private final OutputAudit audit;
        private final Counts counts;
        private final Instant started;
        private final ScanIndex.Reader known;
        private final EntryBatch batch;
        private final GoneSources goneSources;

        Run(Envelope ping, PipelineConfig config, ScanSettings options, OutputAudit audit, Counts counts,
                Instant started, ScanIndex.Reader known, ScanIndex.Writer next) {
            this.ping = ping;
            this.config = config;
            this.options = options;
            this.audit = audit;
            this.counts = counts;
            this.started = started;
            this.known = known;
            this.batch = new EntryBatch(next, concurrency);
            this.goneSources = new GoneSources(store, layout, options, clock, settings.retryAfter(), counts.deleted);
        }

        void handle(List<StoredObject> page) throws IOException {
            var datasets = new ArrayList<String>();
            for (var object : page) {
                var key = object.ref().key();
                if (options.isSource(key, layout)) {
                    handleGone(key);
                    counts.listed.increment();
                    datasets.add(layout.dataset(key));
                    var entry = known.find(object);
                    batch.add(() -> decideOrKeep(object, entry).entry());
                }
            }
            batch.flush();
            if (audit != null) {
                datasets.forEach(audit::hasSource);
            }
        }

        /// What is left when all pages are handled.
        void finish() throws IOException {
            handleGone(null);
            batch.flush();
            if (audit != null) {
                // The memory knows nothing of what went before it was made anew, and never of the sheets of a workbook.
                audit.withoutSource(store, layout, this::settle);
            }
        }

        /// What the memory holds of objects before that key, and the listing does not.
        private void handleGone(String key) throws IOException {
            for (var entry = known.before(key); entry != null; entry = known.before(key)) {
                var gone = entry;
                if (options.isSource(gone.key(), layout)) {
                    batch.add(() -> settle(layout.dataset(gone.key())) ? null : gone);
                }
            }
        }

        /// @return false if the next scan must look at it again
        private boolean settle(String dataset) {
            return !isOutOfTime() && goneSources.settle(dataset);
        }

        /// One object that cannot be looked at must not keep the others from being found.
        private Decision decideOrKeep(StoredObject object, ScanEntry entry) {
            try {
                return decide(object, entry);
            } catch (PipelineException e) {
                LOG.warnf("scan: %s: %s", Printable.of(object.ref().key()), e.getMessage());
                counts.failure.compareAndSet(null, e);
                counts.unsent.increment();
                return new Decision(entry);
            }
        }

        private Decision decide(StoredObject object, ScanEntry entry) {
            var source = PipelineEvent.Source.of(object);
            boolean damaged = entry != null && (entry.isDamaged() || entry.done() && audit != null
                    && audit.differs(datasets(source, entry), entry.outputs()));
            boolean told = audit == null || entry == null
                    || !audit.statusDiffers(statuses(source, entry), entry.status());
            if (entry != null && entry.done() && !damaged && told) {
                counts.upToDate.increment();
                return new Decision(entry);
            }
            if (damaged) {
                // Remembered as damaged until it is sent: the next audit may be far.
                var remembered = entry.damaged();
                var decision = send(List.of(source), 0, remembered);
                if (decision.entry() != remembered) {
                    counts.repaired.increment();
                    LOG.warnf("scan: outputs of %s are missing or overwritten; they are made again",
                            Printable.of(layout.dataset(source)));
                }
                return decision;
            }
            if (isOver()) {
                counts.deferred.increment();
                return new Decision(entry);
            }
            var progress = progress(source);
            if (progress.isDone()) {
                counts.upToDate.increment();
                counts.finished.add(progress.beaten() ? 0 : 1);
                return new Decision(progress.beaten() ? null : progress.remembered(object));
            }
            int attempts = entry == null ? 0 : entry.attempts();
            var due = options.isYoung(object.lastModified(), started)
                    ? List.<PipelineEvent.Source>of()
                    : progress.remaining().stream()
                            .filter(part -> !started.isBefore(dueAt(entry, part.heard(), attempts)))
                            .map(Remaining::source).toList();
            if (due.isEmpty()) {
                counts.waiting.increment();
                return new Decision(entry);
            }
            return send(due, attempts, entry);
        }

        private SourceProgress progress(PipelineEvent.Source source) {
            return SourceProgress.of(source, store, layout, config.hash(), programVersion);
        }

        /// The datasets a source made, as far as an audit looks at their outputs.
        private List<String> datasets(PipelineEvent.Source source, ScanEntry entry) {
            return entry.divided() ? progress(source).parts() : List.of(layout.dataset(source));
        }

        private List<String> statuses(PipelineEvent.Source source, ScanEntry entry) {
            var all = new ArrayList<>(datasets(source, entry));
            if (entry.divided()) {
                all.add(layout.dataset(source));
            }
            return all;
        }

        /// When it counts as stuck: some time after it was last sent, or last heard of.
        private Instant dueAt(ScanEntry entry, Instant heard, int attempts) {
            var sent = entry == null ? Instant.MIN : Instant.ofEpochSecond(entry.sentAt());
            var last = sent.isAfter(heard) ? sent : heard;
            int doublings = Math.clamp(attempts - 1L, 0, MAX_DOUBLINGS);
            return last == Instant.MIN ? last : last.plus(settings.retryAfter().multipliedBy(1L << doublings));
        }

        /// Whether no more events can be sent. Then statuses are not asked for either: they may be half a million.
        private boolean isOver() {
            return counts.areAllStarted(settings.maxEventsPerScan()) || counts.unsent.sum() >= MAX_SINK_FAILURES
                    || isOutOfTime();
        }

        private boolean isOutOfTime() {
            return clock.instant().isAfter(started.plus(settings.scanTime()));
        }

        /// Sends an event for each of these parts of one source.
        private Decision send(List<PipelineEvent.Source> parts, int attempts, ScanEntry before) {
            for (var part : parts) {
                if (isOver() || !counts.mayStart(settings.maxEventsPerScan())) {
                    counts.deferred.increment();
                    return new Decision(before);
                }
                try {
                    sink.discovered(ping, layout, part, config.hash());
                    counts.sent.increment();
                } catch (PipelineException e) {
                    LOG.warnf("scan: %s: %s", Printable.of(layout.dataset(part)), e.getMessage());
                    counts.failure.compareAndSet(null, e);
                    counts.unsent.increment();
                    return new Decision(before);
                }
            }
            return new Decision(ScanEntry.sent(parts.getFirst().key(), parts.getFirst().etag(),
                    clock.instant().getEpochSecond(), attempts + 1));
        }
    }
}
