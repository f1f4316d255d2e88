package io.allasflow.ingest.scan;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.config.ScanSettings;
import io.allasflow.core.config.Settings;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.error.Printable;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.sink.EventSink;
import io.allasflow.core.store.AbandonedUploads;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/// Compares what should be done with what is, and sends an event for every source object in between: new, changed, or
/// stuck because an event was lost. Losing every event in flight costs at most the time to the next scan that finds
/// them overdue, never data.
///
/// Memory: one listing page, and in an audit four numbers a dataset. Requests: the listing's pages, the memory's read and
/// write, a listing of the users' models (where there are any, one of their results and a look at the index page too), and one
/// or two for each object that is not done, until the cap, the time or the sink's patience is used up.
public final class Scanner {
    private static final Logger LOG = Logger.getLogger(Scanner.class);
    /// After these the sink is taken to be down.
    private static final int MAX_SINK_FAILURES = 5;
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
        var unmatched = new UnmatchedPatterns(config.patterns());
        // Another source bucket or prefix gives other datasets.
        var made = String.join("/", config.hash(), programVersion, layout.dataBucket(), layout.sourcePrefix());
        try (var known = ScanIndex.Reader.open(store, layout, made)) {
            boolean audited = known.header().scans() % settings.auditEvery() == settings.auditEvery() - 1;
            var index = new IndexPage(store, layout, sink);
            var models = index.models(known.header().models() || audited);
            try (var next = new ScanIndex.Writer(store, layout, known.header().next(models.remembered()))) {
                var started = clock.instant();
                var audit = audited ? audit() : null;
                var run = new Run(ping, config, options, audit, counts, unmatched, started, known, next);
                for (var page : new Listing(store, layout.dataBucket(), layout.sourcePrefix(), this::after)) {
                    run.handle(page);
                }
                run.finish();
                if (counts.finished.sum() + counts.deleted.sum() > 0 || models.stale()
                        || audit != null && index.isStale(audit)) {
                    index.sendStale(ping);
                }
                next.commit();
            }
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "the scan's memory could not be kept", e);
        }
        var report = counts.report(unmatched.left());
        LOG.infof("scan: %s", report);
        if (!report.unmatched().isEmpty()) {
            LOG.warnf("scan: no source matches these patterns of 'datasets' in %s: %s", PipelineConfig.KEY,
                    report.unmatched());
        }
        if (report.unsent() > 0) {
            var first = counts.failure.get();
            throw new PipelineException(first.code(), "of " + (report.sent() + report.unsent())
                    + " objects with work to do, " + report.unsent() + " could not be sent: " + first.getMessage(),
                    first);
        }
        return report;
    }

    private OutputAudit audit() {
        AbandonedUploads.abort(store, layout.outputBucket(), layout.own("").key(), clock.instant());
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
        private final UnmatchedPatterns unmatched;
        private final Instant started;
        private final ScanIndex.Reader known;
        private final EntryBatch batch;
        private final GoneSources goneSources;
        /// Of the page at hand, as far as an audit asks for them.
        private final Queue<String> partsSeen = new ConcurrentLinkedQueue<>();

        Run(Envelope ping, PipelineConfig config, ScanSettings options, OutputAudit audit, Counts counts,
                UnmatchedPatterns unmatched, Instant started, ScanIndex.Reader known, ScanIndex.Writer next) {
            this.ping = ping;
            this.config = config;
            this.options = options;
            this.audit = audit;
            this.counts = counts;
            this.unmatched = unmatched;
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
                    unmatched.see(key.substring(layout.sourcePrefix().length()));
                    datasets.add(layout.dataset(key));
                    var entry = known.find(object);
                    batch.add(() -> decideOrKeep(object, entry).entry());
                }
            }
            batch.flush();
            if (audit != null) {
                datasets.addAll(partsSeen);
                partsSeen.clear();
                datasets.forEach(audit::hasSource);
            }
        }

        /// What is left when all pages are handled.
        void finish() throws IOException {
            handleGone(null);
            batch.flush();
            if (audit != null) {
                // The memory knows nothing of what went before it was made anew, and never of the sheets of a workbook.
                audit.withoutSource(store, layout, dataset -> batch.add(() -> {
                    boolean _ = !isOutOfTime() && goneSources.settleFound(dataset);
                    return null;
                }));
                batch.flush();
            }
        }

        /// What the memory holds of objects before that key, and the listing does not.
        private void handleGone(String key) throws IOException {
            for (var entry = known.before(key); entry != null; entry = known.before(key)) {
                var gone = entry;
                if (options.isSource(gone.key(), layout)) {
                    batch.add(() -> settleOrKeep(gone));
                }
            }
        }

        /// Nothing is removed while the memory still says done: this scan may die, and the source come back. Nor does it say so
        /// of what is settled in part.
        private ScanEntry settleOrKeep(ScanEntry gone) {
            boolean noticed = !gone.done() || options.deletedSources() == ScanSettings.DeletedSources.KEEP;
            return noticed && !isOutOfTime() && goneSources.settle(layout.dataset(gone.key())) ? null : gone.notDone();
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
            boolean audited = audit != null && entry != null && entry.done();
            var made = audited ? datasets(source, entry) : List.<String>of();
            boolean damaged = entry != null
                    && (entry.isDamaged() || audited && audit.differs(made, entry.outputs()));
            boolean told = !audited || !audit.statusDiffers(made, entry.status());
            if (entry != null && entry.done() && !damaged && told) {
                counts.upToDate.increment();
                return new Decision(entry);
            }
            if (damaged) {
                // Remembered as damaged until it is sent: the next audit may be far.
                var remembered = entry.damaged();
                var whole = new DueParts(List.of(new SourceProgress.Remaining(source, 0, Instant.MIN)), 0);
                var decision = send(whole, remembered);
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
            var parts = DueParts.of(progress.remaining(), entry, started, settings.retryAfter());
            if (parts.due().isEmpty() || options.isYoung(object.lastModified(), started)) {
                counts.waiting.increment();
                return new Decision(entry);
            }
            return send(parts, entry);
        }

        private SourceProgress progress(PipelineEvent.Source source) {
            return SourceProgress.of(source, store, layout, config.hash(), programVersion);
        }

        /// The datasets a source made. One that is divided has a status of its own, and must have no outputs.
        private List<String> datasets(PipelineEvent.Source source, ScanEntry entry) {
            var all = new ArrayList<>(List.of(layout.dataset(source)));
            if (entry.divided()) {
                var parts = progress(source).parts();
                partsSeen.addAll(parts);
                all.addAll(parts);
            }
            return all;
        }

        /// Whether no more events can be sent. Then statuses are not asked for either: they may be half a million.
        private boolean isOver() {
            return counts.areAllStarted(settings.maxEventsPerScan()) || counts.sinkFailures.sum() >= MAX_SINK_FAILURES
                    || isOutOfTime();
        }

        private boolean isOutOfTime() {
            return clock.instant().isAfter(started.plus(settings.scanTime()));
        }

        /// Sends an event for each of these parts of one source.
        private Decision send(DueParts parts, ScanEntry before) {
            int sent = 0;
            for (var due : parts.due()) {
                var part = due.source();
                if (isOver() || !counts.mayStart(settings.maxEventsPerScan())) {
                    counts.deferred.increment();
                    return sent == 0 ? new Decision(before) : sent(parts, due.index());
                }
                try {
                    sink.discovered(ping, layout, part, config.hash());
                    counts.sent.increment();
                    sent++;
                } catch (PipelineException e) {
                    LOG.warnf("scan: %s: %s", Printable.of(layout.dataset(part)), e.getMessage());
                    counts.failure.compareAndSet(null, e);
                    counts.unsent.increment();
                    counts.sinkFailures.increment();
                    return sent == 0 ? new Decision(before) : sent(parts, due.index());
                }
            }
            return sent(parts, 0);
        }

        private Decision sent(DueParts parts, int turns) {
            var source = parts.due().getFirst().source();
            return new Decision(ScanEntry.sent(source.key(), source.etag(), clock.instant().getEpochSecond(),
                    parts.attempts() + 1, turns));
        }
    }
}
