package io.allasflow.core.store;

import io.allasflow.core.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// An S3 bucket, as Ceph RADOS Gateway (Allas), S3Proxy and MinIO serve it: path-style, without the checksum trailers
/// and chunked signatures that recent SDKs send by default and Ceph refuses.
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
    private final S3Client client;

    public S3ObjectStore(URI endpoint, String accessKey, String secretKey) {
        this(S3Client.builder().endpointOverride(endpoint).region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).chunkedEncodingEnabled(false).build())
                .overrideConfiguration(override -> override.addExecutionInterceptor(new ListingEchoes())
                        .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(4).build()))
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(64)
                        .connectionTimeout(Duration.ofSeconds(5)).socketTimeout(Duration.ofSeconds(30)))
                .build());
    }

    public S3ObjectStore(Settings settings) {
        this(settings.endpoint(), settings.accessKey(), settings.secretKey());
    }

    S3ObjectStore(S3Client client) {
        this.client = client;
    }

    @Override
    public Optional<StoredObject> head(ObjectRef ref) {
        try {
            return Optional.of(stored(ref, client.headObject(r -> r.bucket(ref.bucket()).key(ref.key()))));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw S3Errors.translate("HEAD " + ref, e);
        } catch (SdkException e) {
            throw S3Errors.translate("HEAD " + ref, e);
        }
    }

    @Override
    public ObjectReader open(ObjectRef ref, String etag, long from) throws IOException {
        return S3ObjectReader.open(client, ref, etag, from);
    }

    @Override
    public ObjectWriter create(ObjectRef ref, String contentType, Map<String, String> metadata) {
        return new S3ObjectWriter(client, ref, contentType, metadata);
    }

    @Override
    public StoredObject copy(ObjectRef from, String etag, ObjectRef to, String contentType,
            Map<String, String> metadata) throws IOException {
        // Ceph (16.2) passes over the condition.
        requireVersion(from, etag);
        try {
            client.copyObject(r -> r.sourceBucket(from.bucket()).sourceKey(from.key()).copySourceIfMatch(etag)
                    .destinationBucket(to.bucket()).destinationKey(to.key()).contentType(contentType)
                    .metadata(metadata).metadataDirective(MetadataDirective.REPLACE));
        } catch (S3Exception e) {
            throw S3Errors.translateRead("COPY " + from + " to " + to, from, e);
        } catch (SdkException e) {
            throw S3Errors.translate("COPY " + from + " to " + to, e);
        }
        requireVersion(from, etag);
        return head(to).orElseThrow(() -> new ObjectMissingException(to));
    }

    private void requireVersion(ObjectRef ref, String etag) throws IOException {
        if (!head(ref).orElseThrow(() -> new ObjectMissingException(ref)).etag().equals(etag)) {
            throw new ObjectChangedException(ref);
        }
    }

    @Override
    public void delete(ObjectRef ref) {
        try {
            client.deleteObject(r -> r.bucket(ref.bucket()).key(ref.key()));
        } catch (SdkException e) {
            throw S3Errors.translate("DELETE " + ref, e);
        }
    }

    @Override
    public Page list(String bucket, String prefix, String startAfter) {
        try {
            var request = ListObjectsV2Request.builder().bucket(bucket).prefix(prefix.isEmpty() ? null : prefix)
                    .startAfter(startAfter)
                    // A key may hold characters that XML cannot.
                    .encodingType(EncodingType.URL).build();
            var response = client.listObjectsV2(request);
            // A page may come out empty and yet not be the last.
            while (response.contents().isEmpty() && response.nextContinuationToken() != null) {
                var token = response.nextContinuationToken();
                response = client.listObjectsV2(request.toBuilder().continuationToken(token).build());
            }
            var objects = response.contents().stream()
                    .map(object -> new StoredObject(new ObjectRef(bucket, object.key()), unquoted(object.eTag()),
                            object.size(), object.lastModified(), Map.of()))
                    .toList();
            return new Page(objects, objects.isEmpty() || !Boolean.TRUE.equals(response.isTruncated()));
        } catch (SdkException e) {
            throw S3Errors.translate("LIST " + bucket + "/" + prefix, e);
        }
    }

    @Override
    public int abortUploads(String bucket, String prefix, Instant olderThan) {
        try {
            int aborted = 0;
            for (var upload : client.listMultipartUploadsPaginator(r -> r.bucket(bucket).prefix(prefix)).uploads()) {
                if (upload.initiated() != null && upload.initiated().isBefore(olderThan)) {
                    abort(bucket, upload);
                    aborted++;
                }
            }
            return aborted;
        } catch (SdkException e) {
            throw S3Errors.translate("LIST uploads of " + bucket + "/" + prefix, e);
        }
    }

    private void abort(String bucket, MultipartUpload upload) {
        try {
            client.abortMultipartUpload(r -> r.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
        } catch (S3Exception e) {
            // Ended meanwhile.
            if (e.statusCode() != 404) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }

    static String unquoted(String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }

    static StoredObject stored(ObjectRef ref, HeadObjectResponse response) {
        return new StoredObject(ref, unquoted(response.eTag()), response.contentLength(), response.lastModified(),
                response.metadata());
    }
}
