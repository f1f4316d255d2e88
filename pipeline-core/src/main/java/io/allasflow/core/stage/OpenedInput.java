package io.allasflow.core.stage;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectReader;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import java.io.IOException;
import java.util.Optional;

/// The input as it is when a run begins. It is opened to be looked at, because the answer to that tells all that a mere look
/// does, and its bytes are nearly always wanted next.
final class OpenedInput implements AutoCloseable {
    private final Optional<StoredObject> object;
    /// Null once it was taken.
    private ObjectReader reader;

    private OpenedInput(ObjectReader reader) {
        this.object = Optional.ofNullable(reader).map(ObjectReader::object);
        this.reader = reader;
    }

    static OpenedInput none() {
        return new OpenedInput(null);
    }

    static OpenedInput of(ObjectStore store, ObjectRef ref) {
        try {
            return new OpenedInput(store.open(ref, null));
        } catch (ObjectMissingException e) {
            return none();
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot open " + ref, e);
        }
    }

    /// Empty if there is none.
    Optional<StoredObject> object() {
        return object;
    }

    /// The reader, for one who wants this version and is the first; it is theirs to close.
    Optional<ObjectReader> take(StoredObject wanted) {
        var taken = object.filter(wanted::equals).map(_ -> reader);
        if (taken.isPresent()) {
            reader = null;
        }
        return taken;
    }

    @Override
    public void close() {
        if (reader != null) {
            try {
                reader.close();
            } catch (IOException _) {
                // Nobody wants it.
            }
        }
    }
}
