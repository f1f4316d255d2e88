package io.allasflow.local.simulation;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.store.ObjectReader;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.ObjectWriter;
import io.allasflow.core.store.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A store whose every call waits for its turn, and now and then fails.
record SteppedStore(ObjectStore store, BooleanSupplier fails) implements ObjectStore {
    private static final boolean TRACE = Boolean.getBoolean("simulation.trace");

    private void turn(String call) {
        Worker.pause();
        if (TRACE) {
            System.out.println(Thread.currentThread().threadId() + " " + call);
        }
        if (fails.getAsBoolean()) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "a simulated failure of the store");
        }
    }

    @Override
    public Optional<StoredObject> head(ObjectRef ref) {
        turn("HEAD " + ref);
        return store.head(ref);
    }

    @Override
    public ObjectReader open(ObjectRef ref, String etag, long from) throws IOException {
        turn("GET " + ref);
        return store.open(ref, etag, from);
    }

    @Override
    public ObjectWriter create(ObjectRef ref, String contentType, Map<String, String> metadata) {
        var writer = store.create(ref, contentType, metadata);
        return new ObjectWriter() {
            @Override
            public void write(int b) throws IOException {
                writer.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                writer.write(bytes, offset, length);
            }

            @Override
            public StoredObject commit() throws IOException {
                turn("PUT " + ref);
                return writer.commit();
            }

            @Override
            public void close() {
                // A killed process cleans nothing up.
                if (!Worker.isKilled()) {
                    writer.close();
                }
            }
        };
    }

    @Override
    public StoredObject copy(ObjectRef from, String etag, ObjectRef to, String contentType,
            Map<String, String> metadata) throws IOException {
        turn("COPY " + from);
        return store.copy(from, etag, to, contentType, metadata);
    }

    @Override
    public void delete(ObjectRef ref) {
        turn("DELETE " + ref);
        store.delete(ref);
    }

    @Override
    public Page list(String bucket, String prefix, String startAfter) {
        turn("LIST " + prefix);
        return store.list(bucket, prefix, startAfter);
    }

    @Override
    public int abortUploads(String bucket, String prefix, Instant olderThan) {
        turn("ABORT " + prefix);
        return store.abortUploads(bucket, prefix, olderThan);
    }
}
