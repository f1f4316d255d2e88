package io.allasflow.core.store;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Streams one version of an object and takes up again, at the right byte and on the same version, after a connection
/// breaks.
final class S3ObjectReader extends ObjectReader {
    /// Breaks without a byte of progress between them.
    private static final int MAX_FRUITLESS_RESUMES = 5;

    private final S3Client client;
    private final StoredObject object;
    private ResponseInputStream<GetObjectResponse> stream;
    private long position;
    private int fruitless;
    private boolean closed;

    private S3ObjectReader(S3Client client, StoredObject object, ResponseInputStream<GetObjectResponse> stream,
            long position) {
        this.client = client;
        this.object = object;
        this.stream = stream;
        this.position = position;
    }

    static S3ObjectReader open(S3Client client, ObjectRef ref, String etag, long from) throws IOException {
        var stream = get(client, ref, etag, from);
        requireRange(stream, ref, from);
        var response = stream.response();
        var object = new StoredObject(ref, S3ObjectStore.unquoted(response.eTag()), from + response.contentLength(),
                response.lastModified(), response.metadata());
        return new S3ObjectReader(client, object, stream, from);
    }

    @Override
    public StoredObject object() {
        return object;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (closed) {
            throw new IOException(object.ref() + " is closed");
        }
        while (position < object.size()) {
            try {
                int count = stream == null ? -1 : stream.read(buffer, offset, length);
                if (count > 0) {
                    position += count;
                    fruitless = 0;
                    return count;
                }
                resume(null);
            } catch (ObjectChangedException | ObjectMissingException e) {
                throw e;
            } catch (IOException e) {
                resume(e);
            }
        }
        return -1;
    }

    @Override
    public void close() {
        closed = true;
        if (stream != null) {
            // Closing would read the rest to keep the connection.
            if (position < object.size()) {
                stream.abort();
            } else {
                closeQuietly();
            }
            stream = null;
        }
    }

    private void resume(IOException broken) throws IOException {
        if (++fruitless > MAX_FRUITLESS_RESUMES) {
            throw new IOException("reading " + object.ref() + " broke at byte " + position + " of " + object.size()
                    + " and could not be resumed", broken);
        }
        if (stream != null) {
            stream.abort();
            stream = null;
        }
        stream = get(client, object.ref(), object.etag(), position);
        requireRange(stream, object.ref(), position);
    }

    private static void requireRange(ResponseInputStream<GetObjectResponse> stream, ObjectRef ref, long from) {
        var range = stream.response().contentRange();
        if (from > 0 && (range == null || !range.startsWith("bytes " + from + "-"))) {
            stream.abort();
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE,
                    "GET " + ref + " from byte " + from + " was answered with the range " + range);
        }
    }

    private void closeQuietly() {
        try {
            stream.close();
        } catch (IOException e) {
            stream.abort();
        }
    }

    private static ResponseInputStream<GetObjectResponse> get(S3Client client, ObjectRef ref, String etag,
            long position) throws IOException {
        try {
            return client.getObject(r -> r.bucket(ref.bucket()).key(ref.key()).ifMatch(etag)
                    .range(position == 0 ? null : "bytes=" + position + "-"));
        } catch (S3Exception e) {
            throw S3Errors.translateRead("GET " + ref, ref, e);
        } catch (SdkException e) {
            throw S3Errors.translate("GET " + ref, e);
        }
    }
}
