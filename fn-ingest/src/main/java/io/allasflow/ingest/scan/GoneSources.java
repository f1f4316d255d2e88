package io.allasflow.ingest.scan;

import io.allasflow.core.error.PipelineException;
import io.allasflow.core.error.Printable;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/// What becomes of a dataset when its source is deleted: its status says so, or all of it goes.
///
/// The store is asked just before whether the source really is gone. One that comes back in that very moment is processed
/// all the same: what was removed or marked counts as not done.
final class GoneSources {
    private static final Logger LOG = Logger.getLogger(GoneSources.class);

    private final ObjectStore store;
    private final BucketLayout layout;
    private final ScanSettings options;
    private final StatusStore statuses;
    private final Clock clock;
    private final Duration retryAfter;
    private final LongAdder settled;

    /// @param settled counts what was marked or removed
    GoneSources(ObjectStore store, BucketLayout layout, ScanSettings options, Clock clock, Duration retryAfter,
            LongAdder settled) {
        this.store = store;
        this.layout = layout;
        this.options = options;
        this.statuses = new StatusStore(store, layout);
        this.clock = clock;
        this.retryAfter = retryAfter;
        this.settled = settled;
    }

    /// @return false if it must be looked at again: a stage may still be writing, or the store failed
    boolean settle(String dataset) {
        try {
            var status = statuses.read(dataset).orElse(null);
            if (status == null || status.source() == null || isThere(status)) {
                return true;
            }
            if (isInWork(status)) {
                return false;
            }
            for (var part : status.parts()) {
                if (!settle(layout.dataset(status.source().withPart(part)))) {
                    return false;
                }
            }
            switch (options.deletedSources()) {
                case KEEP -> mark(dataset, status);
                case REMOVE -> remove(dataset);
            }
            return true;
        } catch (PipelineException e) {
            LOG.warnf("scan: %s: %s", Printable.of(dataset), e.getMessage());
            return false;
        }
    }

    /// Whether the source, or one that would take its place, is there; or is one that this scan would not see anyway.
    private boolean isThere(Status status) {
        return !layout.dataBucket().equals(status.source().bucket())
                || !options.isSource(status.source().key(), layout)
                || exists(status.source().key()) && isPart(status.source())
                || status.conflicts().stream().anyMatch(conflict -> exists(conflict.key()));
    }

    /// Whether the source still has that part, as far as is known: what is not read to its end tells nothing.
    private boolean isPart(PipelineEvent.Source source) {
        if (source.part() == null) {
            return true;
        }
        var whole = statuses.read(layout.dataset(source.key())).orElse(null);
        boolean known = whole != null && whole.source() != null && whole.source().key().equals(source.key())
                && (whole.state() == Status.State.DIVIDED || whole.state() == Status.State.SUMMARIZED);
        return !known || whole.parts().contains(source.part());
    }

    private boolean exists(String key) {
        return layout.isSource(key) && store.head(layout.source(key)).isPresent();
    }

    private boolean isInWork(Status status) {
        var overdue = clock.instant().minus(retryAfter);
        return !status.state().isFinal() && status.stages().stream().anyMatch(run -> run.at().isAfter(overdue));
    }

    private void mark(String dataset, Status status) {
        if (status.sourceDeleted() != null) {
            return;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        statuses.update(dataset, current -> current.equals(status) ? current.withSourceDeleted(now) : current);
        LOG.infof("scan: the source of %s was deleted; its outputs stay", Printable.of(dataset));
        settled.increment();
    }

    /// The status last: while it is there, an audit finds what is left.
    private void remove(String dataset) {
        for (var output : Stage.allOutputs()) {
            store.delete(layout.output(output, dataset));
        }
        store.delete(layout.output(Output.STATUS, dataset));
        LOG.infof("scan: the source of %s was deleted; its outputs are removed", Printable.of(dataset));
        settled.increment();
    }
}
