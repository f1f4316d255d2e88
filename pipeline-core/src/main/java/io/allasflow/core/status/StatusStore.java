package io.allasflow.core.status;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/// Reads and writes statuses. Two writers at once may lose one update: a lost one costs work done again, never data,
/// because the scan takes a version as done only if its status says so.
public final class StatusStore {
    private static final Logger LOG = Logger.getLogger(StatusStore.class);
    /// A status is a few kilobytes; anything much larger was not written here.
    private static final int MAX_BYTES = 1 << 20;

    private final ObjectStore store;
    private final BucketLayout layout;

    public StatusStore(ObjectStore store, BucketLayout layout) {
        this.store = store;
        this.layout = layout;
    }

    public Optional<Status> read(String dataset) {
        return read(layout.output(Output.STATUS, dataset));
    }

    public Optional<Status> read(ObjectRef ref) {
        return readStored(ref).map(Stored::status);
    }

    /// A status and the ETag it was read at.
    public record Stored(Status status, String etag) {}

    public Optional<Stored> readStored(String dataset) {
        return readStored(layout.output(Output.STATUS, dataset));
    }

    private Optional<Stored> readStored(ObjectRef ref) {
        byte[] json;
        String etag;
        try (var reader = store.open(ref, null)) {
            etag = reader.object().etag();
            json = reader.readNBytes(MAX_BYTES);
        } catch (ObjectMissingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot read " + ref, e);
        }
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(json, Status.class))
                    .map(status -> new Stored(status, etag));
        } catch (IOException e) {
            // Somebody else's edit; the next update replaces it.
            LOG.warnf("%s is not a status and counts as absent", ref);
            return Optional.empty();
        }
    }

    /// Not where there is none, or where it changes nothing.
    public void amend(String dataset, UnaryOperator<Status> change) {
        read(dataset).filter(status -> !change.apply(status).equals(status))
                .ifPresent(status -> write(dataset, change.apply(status)));
    }

    public Status update(String dataset, UnaryOperator<Status> change) {
        return write(dataset, change.apply(read(dataset).orElseGet(() -> Status.empty(dataset))));
    }

    private Status write(String dataset, Status updated) {
        var ref = layout.output(Output.STATUS, dataset);
        try (var writer = store.create(ref, Output.STATUS.contentType(), Map.of())) {
            writer.write(Json.MAPPER.writeValueAsBytes(updated));
            writer.commit();
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot write " + ref, e);
        }
        return updated;
    }
}
