package io.allasflow.ingest.scan;

import io.allasflow.core.config.ScanSettings;
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
/// all the same: what was marked counts as not done, and nothing is removed before it is marked.
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
        return settle(dataset, false);
    }

    /// The same of one that an audit found: there a divided source is found too, and takes its parts along.
    boolean settleFound(String dataset) {
        return settle(dataset, true);
    }

    private boolean settle(String dataset, boolean isFound) {
        try {
            var status = statuses.read(dataset).orElse(null);
            if (status == null || status.source() == null || isThere(status)) {
                return true;
            }
            if (isFound && isNamedByWhole(status.source())) {
                return true;
            }
            if (isInWork(status)) {
                return false;
            }
            boolean keeps = options.deletedSources() == ScanSettings.DeletedSources.KEEP
                    && !isLeftover(status.source());
            return keeps
                    ? settleParts(status) && keep(dataset, status)
                    : mark(dataset, status) && settleParts(status) && remove(dataset);
        } catch (PipelineException e) {
            LOG.warnf("scan: %s: %s", Printable.of(dataset), e.getMessage());
            return false;
        }
    }

    private boolean settleParts(Status status) {
        for (var part : status.parts()) {
            if (!settle(layout.dataset(status.source().withPart(part)))) {
                return false;
            }
        }
        return true;
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

    /// Whether only a part is gone, and not the whole: nothing stays of it, as nothing does of a row that is no longer there.
    private boolean isLeftover(PipelineEvent.Source source) {
        return source.part() != null && exists(source.key());
    }

    private boolean isNamedByWhole(PipelineEvent.Source source) {
        return source.part() != null && statuses.read(layout.dataset(source.key()))
                .filter(whole -> whole.source() != null && whole.source().key().equals(source.key()))
                .filter(whole -> whole.parts().contains(source.part())).isPresent();
    }

    private boolean exists(String key) {
        return layout.isSource(key) && store.head(layout.source(key)).isPresent();
    }

    private boolean isInWork(Status status) {
        var overdue = clock.instant().minus(retryAfter);
        return !status.state().isFinal() && status.stages().stream().anyMatch(run -> run.at().isAfter(overdue));
    }

    private boolean keep(String dataset, Status status) {
        if (status.sourceDeleted() != null) {
            return true;
        }
        if (!mark(dataset, status)) {
            return false;
        }
        LOG.infof("scan: the source of %s was deleted; its outputs stay", Printable.of(dataset));
        settled.increment();
        return true;
    }

    /// @return false if somebody else wrote the status meanwhile
    private boolean mark(String dataset, Status status) {
        if (status.sourceDeleted() != null) {
            return true;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var marked = status.withSourceDeleted(now);
        return statuses.update(dataset, current -> current.equals(status) ? marked : current).equals(marked);
    }

    /// The status last: while it is there, an audit finds what is left.
    private boolean remove(String dataset) {
        for (var output : Stage.allOutputs()) {
            store.delete(layout.output(output, dataset));
        }
        store.delete(layout.output(Output.STATUS, dataset));
        LOG.infof("scan: the source of %s was deleted; its outputs are removed", Printable.of(dataset));
        settled.increment();
        return true;
    }
}
