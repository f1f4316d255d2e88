package io.allasflow.ingest.scan;

import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How far a version of a source is, as its status tells, or those of its parts. Reads one status, and one for each part.
final class SourceProgress {
    private final ObjectStore store;
    private final BucketLayout layout;
    private final String configHash;
    private final String programVersion;
    private final List<String> parts = new ArrayList<>();
    private final List<Remaining> remaining = new ArrayList<>();
    private boolean beaten;
    private long outputs;
    private long statuses;

    /// A source, or a part of one, that is not in a final state.
    ///
    /// @param index of the part; 0 for the whole
    /// @param heard when its status last changed; [Instant#MIN] if it tells of another version
    record Remaining(PipelineEvent.Source source, int index, Instant heard) {}

    private SourceProgress(ObjectStore store, BucketLayout layout, String configHash, String programVersion) {
        this.store = store;
        this.layout = layout;
        this.configHash = configHash;
        this.programVersion = programVersion;
    }

    static SourceProgress of(PipelineEvent.Source source, ObjectStore store, BucketLayout layout, String configHash,
            String programVersion) {
        var progress = new SourceProgress(store, layout, configHash, programVersion);
        progress.add(source, Instant.MIN);
        return progress;
    }

    boolean isDone() {
        return remaining.isEmpty();
    }

    /// Whether another source has its dataset, or a part's. Not to be remembered: that one may go.
    boolean beaten() {
        return beaten;
    }

    List<Remaining> remaining() {
        return remaining;
    }

    /// The datasets of its parts, if it is divided.
    List<String> parts() {
        return parts;
    }

    ScanEntry remembered(StoredObject object) {
        return ScanEntry.done(object.ref().key(), object.etag(), outputs, statuses, !parts.isEmpty());
    }

    private void add(PipelineEvent.Source source, Instant since) {
        var stored = new StatusStore(store, layout).readStored(layout.dataset(source));
        if (stored.isEmpty()) {
            remaining.add(new Remaining(source, index(), since));
            return;
        }
        var status = stored.get().status();
        if (status.isConflict(source) && isBeaten(source)) {
            beaten = true;
            return;
        }
        boolean current = status.isAbout(source, configHash, programVersion);
        if (current && (status.state().isFinal() || status.state() == Status.State.DIVIDED)) {
            outputs += OutputAudit.fingerprint(status.outputs());
            statuses += OutputAudit.status(stored.get().etag());
            for (var part : status.state() == Status.State.DIVIDED ? status.parts() : List.<String>of()) {
                var divided = source.withPart(part);
                parts.add(layout.dataset(divided));
                add(divided, heard(status));
            }
        } else {
            remaining.add(new Remaining(source, index(),
                    current && heard(status).isAfter(since) ? heard(status) : since));
        }
    }

    private int index() {
        return Math.max(0, parts.size() - 1);
    }

    private boolean isBeaten(PipelineEvent.Source source) {
        return layout.rivalsOf(source).stream().anyMatch(rival -> store.head(layout.source(rival)).isPresent());
    }

    private static Instant heard(Status status) {
        return status.stages().stream().map(Status.StageRun::at).max(Instant::compareTo).orElse(Instant.MIN);
    }
}
