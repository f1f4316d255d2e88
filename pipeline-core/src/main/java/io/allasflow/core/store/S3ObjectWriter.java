package io.allasflow.core.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/// Puts an object in one request if it fits into one part, else as a multipart upload, part by part. Each part goes with
/// its MD5, which the store verifies.
///
/// Memory: two parts at most, one of them on its way. Parts have a fixed size, so that the same bytes always get the same ETag.
final class S3ObjectWriter extends ObjectWriter {
    /// 10,000 parts, S3's limit, make 78 GiB.
    private static final int PART_BYTES = 8 << 20;
    private static final int FIRST_BYTES = 1 << 13;

    private final S3Client client;
    private final ObjectRef ref;
    private final String contentType;
    private final Map<String, String> metadata;
    private byte[] buffer = new byte[FIRST_BYTES];
    private byte[] spare = new byte[FIRST_BYTES];
    private int filled;
    private long flushed;
    private S3Upload upload;
    private boolean closed;

    S3ObjectWriter(S3Client client, ObjectRef ref, String contentType, Map<String, String> metadata) {
        this.client = client;
        this.ref = ref;
        this.contentType = contentType;
        this.metadata = metadata;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException(ref + " is already committed or closed");
        }
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (filled == PART_BYTES) {
                sendPart();
            }
            int count = Math.min(end - from, PART_BYTES - filled);
            grow(filled + count);
            System.arraycopy(bytes, from, buffer, filled, count);
            filled += count;
            from += count;
        }
    }

    @Override
    public StoredObject commit() throws IOException {
        if (closed) {
            throw new IOException(ref + " is already committed or closed");
        }
        try {
            var etag = upload == null ? put() : complete();
            long size = flushed + filled;
            release();
            return new StoredObject(ref, etag, size, null, metadata);
        } catch (SdkException e) {
            throw S3Errors.translate("PUT " + ref, e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            release();
            if (upload != null) {
                upload.abort();
            }
        }
    }

    private void release() {
        closed = true;
        buffer = null;
        spare = null;
    }

    private String put() {
        return S3ObjectStore.unquoted(client.putObject(r -> r.bucket(ref.bucket()).key(ref.key())
                .contentType(contentType).metadata(metadata).contentMD5(S3Upload.md5(buffer, filled)),
                S3Upload.body(buffer, filled, contentType)).eTag());
    }

    private String complete() {
        sendPart();
        return upload.complete();
    }

    private void sendPart() {
        try {
            if (upload == null) {
                upload = S3Upload.begin(client, ref, contentType, metadata);
            }
            upload.send(buffer, filled);
        } catch (SdkException e) {
            throw S3Errors.translate("PUT part of " + ref, e);
        }
        var sent = buffer;
        buffer = spare;
        spare = sent;
        flushed += filled;
        filled = 0;
    }

    private void grow(int needed) {
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(PART_BYTES, Math.max(needed, buffer.length * 2)));
        }
    }
}
