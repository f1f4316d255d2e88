package io.allasflow.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// Puts an object in one request if it fits into one part, else as a multipart upload, part by part. Each part goes with
/// its MD5, which the store verifies.
///
/// Memory: one part at most. Parts have a fixed size, so that the same bytes always get the same ETag.
final class S3ObjectWriter extends ObjectWriter {
    /// 10,000 parts, S3's limit, make 78 GiB.
    private static final int PART_BYTES = 8 << 20;
    private static final Logger LOG = Logger.getLogger(S3ObjectWriter.class);

    private final S3Client client;
    private final ObjectRef ref;
    private final String contentType;
    private final Map<String, String> metadata;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer = new byte[1 << 13];
    private int filled;
    private long flushed;
    private String uploadId;
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
                uploadPart();
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
            var etag = uploadId == null ? put() : complete();
            long size = flushed + filled;
            closed = true;
            buffer = null;
            return new StoredObject(ref, etag, size, null, metadata);
        } catch (SdkException e) {
            throw S3Errors.translate("PUT " + ref, e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            buffer = null;
            abort();
        }
    }

    private String put() {
        return S3ObjectStore.unquoted(client.putObject(r -> r.bucket(ref.bucket()).key(ref.key())
                .contentType(contentType).metadata(metadata).contentMD5(md5()), body()).eTag());
    }

    private String complete() {
        uploadPart();
        var etag = S3ObjectStore.unquoted(client.completeMultipartUpload(r -> r.bucket(ref.bucket()).key(ref.key())
                .uploadId(uploadId).multipartUpload(m -> m.parts(parts))).eTag());
        // Ceph's answer often has none.
        return etag.isEmpty()
                ? S3ObjectStore.unquoted(client.headObject(r -> r.bucket(ref.bucket()).key(ref.key())).eTag())
                : etag;
    }

    private void uploadPart() {
        try {
            if (uploadId == null) {
                uploadId = client.createMultipartUpload(r -> r.bucket(ref.bucket()).key(ref.key())
                        .contentType(contentType).metadata(metadata)).uploadId();
            }
            int number = parts.size() + 1;
            var response = client.uploadPart(r -> r.bucket(ref.bucket()).key(ref.key()).uploadId(uploadId)
                    .partNumber(number).contentMD5(md5()), body());
            parts.add(CompletedPart.builder().partNumber(number).eTag(response.eTag()).build());
            flushed += filled;
            filled = 0;
        } catch (SdkException e) {
            throw S3Errors.translate("PUT part of " + ref, e);
        }
    }

    private void abort() {
        if (uploadId == null) {
            return;
        }
        try {
            client.abortMultipartUpload(r -> r.bucket(ref.bucket()).key(ref.key()).uploadId(uploadId));
        } catch (SdkException e) {
            // The scan's housekeeping aborts what is left.
            LOG.warnf("%s", S3Errors.translate("ABORT upload of " + ref, e).getMessage());
        }
    }

    private RequestBody body() {
        // Streams over the buffer, again for a retry, instead of copying it.
        var bytes = buffer;
        int length = filled;
        return RequestBody.fromContentProvider(() -> (InputStream) new ByteArrayInputStream(bytes, 0, length), length,
                contentType);
    }

    private String md5() {
        try {
            var digest = MessageDigest.getInstance("MD5");
            digest.update(buffer, 0, filled);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private void grow(int needed) {
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(PART_BYTES, Math.max(needed, buffer.length * 2)));
        }
    }
}
