package io.allasflow.core.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An object store in memory for tests that need thousands of runs. It passes the same contract test as the real one.
///
/// Every call goes through [#beforeCall], where a test may stop, delay or kill the caller.
public class MemoryObjectStore implements ObjectStore {
    private static final Comparator<ObjectRef> BY_UTF8 = Comparator.comparing(ObjectRef::bucket)
            .thenComparing(ref -> ref.key().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);
    private static final int PAGE = 1000;

    private record Content(StoredObject object, byte[] bytes) {}

    private final TreeMap<ObjectRef, Content> objects = new TreeMap<>(BY_UTF8);
    private long ticks;

    /// @param call such as `PUT bucket/key`
    protected void beforeCall(String call) {}

    public final StoredObject put(ObjectRef ref, byte[] bytes) {
        return put(ref, bytes, Map.of());
    }

    private synchronized StoredObject put(ObjectRef ref, byte[] bytes, Map<String, String> metadata) {
        var at = Instant.EPOCH.plusSeconds(++ticks);
        var object = new StoredObject(ref, md5(bytes), bytes.length, at, Map.copyOf(metadata));
        objects.put(ref, new Content(object, bytes.clone()));
        return object;
    }

    public final synchronized Optional<byte[]> bytes(ObjectRef ref) {
        return Optional.ofNullable(objects.get(ref)).map(content -> content.bytes().clone());
    }

    public final String text(ObjectRef ref) {
        return bytes(ref).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(null);
    }

    public final synchronized List<ObjectRef> refs() {
        return List.copyOf(objects.keySet());
    }

    @Override
    public Optional<StoredObject> head(ObjectRef ref) {
        beforeCall("HEAD " + ref);
        synchronized (this) {
            return Optional.ofNullable(objects.get(ref)).map(Content::object);
        }
    }

    @Override
    public ObjectReader open(ObjectRef ref, String etag, long from) throws IOException {
        beforeCall("GET " + ref);
        synchronized (this) {
            var content = objects.get(ref);
            if (content == null) {
                throw new ObjectMissingException(ref);
            }
            if (etag != null && !etag.equals(content.object().etag())) {
                throw new ObjectChangedException(ref);
            }
            return new Reader(content, (int) from);
        }
    }

    @Override
    public ObjectWriter create(ObjectRef ref, String contentType, Map<String, String> metadata) {
        return new Writer(ref, metadata);
    }

    @Override
    public StoredObject copy(ObjectRef from, String etag, ObjectRef to, String contentType,
            Map<String, String> metadata) throws IOException {
        beforeCall("COPY " + from + " to " + to);
        try (var reader = open(from, etag)) {
            return put(to, reader.readAllBytes(), metadata);
        }
    }

    @Override
    public void delete(ObjectRef ref) {
        beforeCall("DELETE " + ref);
        synchronized (this) {
            objects.remove(ref);
        }
    }

    @Override
    public Page list(String bucket, String prefix, String startAfter) {
        beforeCall("LIST " + bucket + "/" + prefix);
        synchronized (this) {
            var start = new ObjectRef(bucket, prefix);
            var after = startAfter == null ? null : new ObjectRef(bucket, startAfter);
            boolean inside = after != null && BY_UTF8.compare(after, start) >= 0;
            var found = objects.tailMap(inside ? after : start, !inside).values().stream()
                    .map(Content::object)
                    .takeWhile(object -> object.ref().bucket().equals(bucket))
                    .filter(object -> object.ref().key().startsWith(prefix))
                    .map(object -> new StoredObject(object.ref(), object.etag(), object.size(),
                            object.lastModified(), Map.of()))
                    .limit(PAGE + 1).toList();
            return new Page(found.subList(0, Math.min(PAGE, found.size())), found.size() <= PAGE);
        }
    }

    @Override
    public int abortUploads(String bucket, String prefix, Instant olderThan) {
        return 0;
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Reader extends ObjectReader {
        private final Content content;
        private int position;
        private boolean closed;

        Reader(Content content, int from) {
            this.content = content;
            this.position = from;
        }

        @Override
        public StoredObject object() {
            return content.object();
        }

        @Override
        public void close() {
            closed = true;
        }

        private void requireOpen() throws IOException {
            if (closed) {
                throw new IOException(content.object().ref() + " is closed");
            }
        }

        @Override
        public int read() throws IOException {
            requireOpen();
            return position < content.bytes().length ? content.bytes()[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            requireOpen();
            int count = Math.min(length, content.bytes().length - position);
            if (count <= 0) {
                return length == 0 ? 0 : -1;
            }
            System.arraycopy(content.bytes(), position, buffer, offset, count);
            position += count;
            return count;
        }
    }

    private final class Writer extends ObjectWriter {
        private final ObjectRef ref;
        private final Map<String, String> metadata;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean closed;

        Writer(ObjectRef ref, Map<String, String> metadata) {
            this.ref = ref;
            this.metadata = metadata;
        }

        @Override
        public void write(int b) throws IOException {
            requireOpen();
            bytes.write(b);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            requireOpen();
            bytes.write(buffer, offset, length);
        }

        private void requireOpen() throws IOException {
            if (closed) {
                throw new IOException(ref + " is already committed or closed");
            }
        }

        @Override
        public StoredObject commit() throws IOException {
            requireOpen();
            closed = true;
            beforeCall("PUT " + ref);
            return put(ref, bytes.toByteArray(), metadata);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
