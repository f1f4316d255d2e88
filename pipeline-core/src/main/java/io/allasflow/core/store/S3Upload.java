package io.allasflow.core.store;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// A multipart upload. One part is on its way while the caller makes the next one.
final class S3Upload {
    private static final Logger LOG = Logger.getLogger(S3Upload.class);

    private final S3Client client;
    private final ObjectRef ref;
    private final String id;
    private final String contentType;
    private final List<CompletedPart> parts = new ArrayList<>();
    private FutureTask<CompletedPart> onItsWay;

    private S3Upload(S3Client client, ObjectRef ref, String id, String contentType) {
        this.client = client;
        this.ref = ref;
        this.id = id;
        this.contentType = contentType;
    }

    static S3Upload begin(S3Client client, ObjectRef ref, String contentType, Map<String, String> metadata) {
        return new S3Upload(client, ref, client.createMultipartUpload(r -> r.bucket(ref.bucket()).key(ref.key())
                .contentType(contentType).metadata(metadata)).uploadId(), contentType);
    }

    /// Waits for the part before this one, whose bytes are the caller's again then.
    void send(byte[] part, int length) {
        await();
        int number = parts.size() + 1;
        onItsWay = new FutureTask<>(() -> put(number, part, length));
        Thread.ofVirtual().start(onItsWay);
    }

    /// @return the object's ETag
    String complete() {
        await();
        var etag = S3ObjectStore.unquoted(client.completeMultipartUpload(r -> r.bucket(ref.bucket()).key(ref.key())
                .uploadId(id).multipartUpload(m -> m.parts(parts))).eTag());
        // Ceph's answer often has none.
        return etag.isEmpty()
                ? S3ObjectStore.unquoted(client.headObject(r -> r.bucket(ref.bucket()).key(ref.key())).eTag())
                : etag;
    }

    void abort() {
        try {
            // A part that arrives after the end of its upload may stay for good.
            await();
        } catch (RuntimeException e) {
            LOG.debugf("%s", e.getMessage());
        }
        try {
            client.abortMultipartUpload(r -> r.bucket(ref.bucket()).key(ref.key()).uploadId(id));
        } catch (SdkException e) {
            // The scan's housekeeping aborts what is left.
            LOG.warnf("%s", S3Errors.translate("ABORT upload of " + ref, e).getMessage());
        }
    }

    private CompletedPart put(int number, byte[] part, int length) {
        var response = client.uploadPart(r -> r.bucket(ref.bucket()).key(ref.key()).uploadId(id).partNumber(number)
                .contentMD5(md5(part, length)), body(part, length, contentType));
        return CompletedPart.builder().partNumber(number).eTag(response.eTag()).build();
    }

    private void await() {
        if (onItsWay == null) {
            return;
        }
        try {
            parts.add(onItsWay.get());
            onItsWay = null;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "the process was told to stop", e);
        }
    }

    /// Streams over the bytes, again for a retry, instead of copying them.
    static RequestBody body(byte[] bytes, int length, String contentType) {
        return RequestBody.fromContentProvider(() -> (InputStream) new ByteArrayInputStream(bytes, 0, length), length,
                contentType);
    }

    static String md5(byte[] bytes, int length) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            digest.update(bytes, 0, length);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
