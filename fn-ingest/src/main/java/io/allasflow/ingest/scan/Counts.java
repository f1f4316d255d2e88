package io.allasflow.ingest.scan;

import io.allasflow.core.error.PipelineException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// What one scan has counted so far; its threads add to it.
final class Counts {
    final LongAdder listed = new LongAdder();
    final LongAdder upToDate = new LongAdder();
    /// Of those up to date, the ones that were not at the last scan.
    final LongAdder finished = new LongAdder();
    final LongAdder waiting = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder repaired = new LongAdder();
    final LongAdder deferred = new LongAdder();
    final LongAdder unsent = new LongAdder();
    /// Of those unsent, the ones that the sink did not take.
    final LongAdder sinkFailures = new LongAdder();
    final LongAdder deleted = new LongAdder();
    /// What kept an object from being handled, the first of it; null if nothing did.
    final AtomicReference<PipelineException> failure = new AtomicReference<>();
    private final AtomicInteger started = new AtomicInteger();

    /// Whether one more event may be sent.
    boolean mayStart(int most) {
        return started.incrementAndGet() <= most;
    }

    boolean areAllStarted(int most) {
        return started.get() >= most;
    }

    ScanReport report(List<String> unmatched) {
        return new ScanReport(listed.sum(), upToDate.sum(), waiting.sum(), sent.sum(), repaired.sum(), deferred.sum(),
                unsent.sum(), deleted.sum(), unmatched);
    }
}
