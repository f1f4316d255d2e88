package io.allasflow.local.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.local.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// A bucket of a test class's own, on the embedded S3 server or on the one that ALLASFLOW_TEST_ENDPOINT,
/// ALLASFLOW_TEST_ACCESS_KEY and ALLASFLOW_TEST_SECRET_KEY name.
final class TestStore implements AutoCloseable {
    private static final S3Credentials EMBEDDED = new S3Credentials("embedded-access-key",
            "embedded-secret-d41d8cd98f");

    private final S3Server embedded;
    private final URI endpoint;
    private final S3Credentials credentials;
    private final BucketLayout layout;
    private final S3Client client;

    private TestStore(S3Server embedded, URI endpoint, S3Credentials credentials) {
        this.embedded = embedded;
        this.endpoint = endpoint;
        this.credentials = credentials;
        var bucket = "end-to-end-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        layout = new BucketLayout(bucket, "", bucket, "pipeline/");
        client = S3Clients.of(endpoint, credentials);
        client.createBucket(create -> create.bucket(bucket));
    }

    static TestStore open() throws IOException {
        var endpoint = System.getenv("ALLASFLOW_TEST_ENDPOINT");
        if (endpoint != null) {
            return new TestStore(null, URI.create(endpoint), new S3Credentials(
                    System.getenv("ALLASFLOW_TEST_ACCESS_KEY"), System.getenv("ALLASFLOW_TEST_SECRET_KEY")));
        }
        var server = S3Server.inMemory(EMBEDDED);
        return new TestStore(server, server.endpoint(), EMBEDDED);
    }

    URI endpoint() {
        return endpoint;
    }

    S3Credentials credentials() {
        return credentials;
    }

    BucketLayout layout() {
        return layout;
    }

    String bucket() {
        return layout.dataBucket();
    }

    /// @return the ETag without quotes
    String put(String key, String text) {
        return put(key, RequestBody.fromString(text));
    }

    String put(String key, Path file) {
        return put(key, RequestBody.fromFile(file));
    }

    Optional<byte[]> get(String key) {
        try {
            return Optional.of(client.getObjectAsBytes(get -> get.bucket(bucket()).key(key)).asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    String text(Output output, String dataset) {
        var ref = layout.output(output, dataset);
        return get(ref.key()).map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new AssertionError(ref + " is not there"));
    }

    JsonNode json(Output output, String dataset) throws IOException {
        return Json.MAPPER.readTree(text(output, dataset));
    }

    void delete(String key) {
        client.deleteObject(delete -> delete.bucket(bucket()).key(key));
    }

    /// @return ETags by key, with quotes
    SortedMap<String, String> list(String prefix) {
        var etags = new TreeMap<String, String>();
        client.listObjectsV2Paginator(list -> list.bucket(bucket()).prefix(prefix)).contents()
                .forEach(object -> etags.put(object.key(), object.eTag()));
        return etags;
    }

    /// How many uploads to the key are begun and neither completed nor aborted.
    long uploads(String key) {
        return client.listMultipartUploads(list -> list.bucket(bucket())).uploads().stream()
                .filter(upload -> upload.key().equals(key)).count();
    }

    int abortUploadsBegunBefore(Instant time) {
        try (var store = new S3ObjectStore(endpoint, credentials.accessKey(), credentials.secretKey())) {
            return store.abortUploads(bucket(), "", time);
        }
    }

    @Override
    public void close() {
        try (client) {
            abortUploadsBegunBefore(Instant.now().plus(Duration.ofHours(1)));
            list("").keySet().forEach(this::delete);
            client.deleteBucket(delete -> delete.bucket(bucket()));
        } finally {
            if (embedded != null) {
                embedded.close();
            }
        }
    }

    private String put(String key, RequestBody body) {
        return client.putObject(put -> put.bucket(bucket()).key(key), body).eTag().replace("\"", "");
    }
}
