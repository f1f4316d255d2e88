package io.allasflow.ingest;

import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectReader;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.ObjectWriter;
import io.allasflow.core.store.StoredObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One source object that is made as it is read, and outputs of which only the length is kept.
final class GeneratedStore implements ObjectStore {
    private final StoredObject source;
    private final byte[] start;
    private final byte[] rest;

    /// @param rest repeated after the start to the end
    GeneratedStore(ObjectRef ref, byte[] start, byte[] rest, long size) {
        this.source = new StoredObject(ref, "0a", size, Instant.EPOCH, Map.of());
        this.start = start;
        this.rest = rest;
    }

    @Override
    public Optional<StoredObject> head(ObjectRef ref) {
        return ref.equals(source.ref()) ? Optional.of(source) : Optional.empty();
    }

    @Override
    public ObjectReader open(ObjectRef ref, String etag, long from) throws ObjectMissingException {
        if (!ref.equals(source.ref())) {
            throw new ObjectMissingException(ref);
        }
        return new ObjectReader() {
            private long at = from;

            @Override
            public StoredObject object() {
                return source;
            }

            @Override
            public int read() {
                throw new UnsupportedOperationException("reads byte by byte");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (at == source.size()) {
                    return -1;
                }
                boolean first = at < start.length;
                var part = first ? start : rest;
                int position = (int) (first ? at : (at - start.length) % rest.length);
                int count = (int) Math.min(Math.min(length, part.length - position), source.size() - at);
                System.arraycopy(part, position, buffer, offset, count);
                at += count;
                return count;
            }
        };
    }

    @Override
    public ObjectWriter create(ObjectRef ref, String contentType, Map<String, String> metadata) {
        return new ObjectWriter() {
            private long written;

            @Override
            public void write(int b) {
                written++;
            }

            @Override
            public void write(byte[] buffer, int offset, int length) {
                written += length;
            }

            @Override
            public StoredObject commit() {
                return new StoredObject(ref, "0b", written, Instant.EPOCH, metadata);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public StoredObject copy(ObjectRef from, String etag, ObjectRef to, String type, Map<String, String> metadata) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(ObjectRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page list(String bucket, String prefix, String startAfter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int abortUploads(String bucket, String prefix, Instant olderThan) {
        throw new UnsupportedOperationException();
    }
}
