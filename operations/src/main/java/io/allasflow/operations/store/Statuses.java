package io.allasflow.operations.store;

import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusListing;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// The statuses that changed last.
public final class Statuses {
    private final ObjectStore store;
    private final BucketLayout layout;

    public Statuses(ObjectStore store, BucketLayout layout) {
        this.store = store;
        this.layout = layout;
    }

    /// Newest first. Of all of them no more than `most` are in memory at a time.
    public List<Status> newest(int most) {
        var oldestFirst = Comparator.comparing(StoredObject::lastModified)
                .thenComparing(object -> object.ref().key(), Comparator.reverseOrder());
        var kept = new PriorityQueue<>(oldestFirst);
        new StatusListing(store, layout).forEach((_, object) -> {
            kept.add(object);
            if (kept.size() > most) {
                kept.remove();
            }
        });
        var statuses = new StatusStore(store, layout);
        return kept.stream().sorted(oldestFirst.reversed()).map(object -> statuses.read(object.ref()))
                .flatMap(Optional::stream).toList();
    }

    /// The run that ended with the last error, if there is any.
    public static Optional<Status.StageRun> error(Status status) {
        return status.stages().stream().filter(run -> run.error() != null)
                .max(Comparator.comparing(Status.StageRun::at));
    }
}
