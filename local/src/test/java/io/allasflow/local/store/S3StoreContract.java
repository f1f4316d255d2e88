package io.allasflow.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.ObjectStoreContract;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Credentials;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.S3Client;

/// The contract, and what only a server can do: refuse, be absent, keep unfinished uploads.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class S3StoreContract extends ObjectStoreContract {
    private static final Instant LATER = Instant.now().plus(Duration.ofDays(1));

    private final String bucket = "contract-" + System.nanoTime();
    private S3ObjectStore store;
    private S3Client client;

    abstract URI endpoint();

    abstract S3Credentials credentials();

    @BeforeAll
    void createBucket() {
        client = S3Clients.of(endpoint(), credentials());
        client.createBucket(r -> r.bucket(bucket));
        store = store(endpoint(), credentials());
    }

    @AfterAll
    void close() {
        store.close();
        client.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected String bucket() {
        return bucket;
    }

    @Test
    void wrong_credentials_are_denied_without_being_told() {
        var wrongSecret = new S3Credentials(credentials().accessKey(), "wrong-secret-4711");
        var wrongKey = new S3Credentials("wrong-access-4711", credentials().secretKey());
        for (var wrong : new S3Credentials[]{wrongSecret, wrongKey}) {
            try (var denied = store(endpoint(), wrong)) {
                assertFails(ErrorCode.STORE_DENIED, "HEAD " + ref("a") + " was answered 403",
                        () -> denied.head(ref("a")));
                assertFails(ErrorCode.STORE_DENIED, "GET " + ref("a") + " was answered 403",
                        () -> denied.open(ref("a"), null));
                assertFails(ErrorCode.STORE_DENIED, "LIST " + bucket + "/" + prefix + " was answered 403",
                        () -> denied.list(bucket, prefix, null));
                assertFails(ErrorCode.STORE_DENIED, "DELETE " + ref("a") + " was answered 403",
                        () -> denied.delete(ref("a")));
                for (int size : new int[]{1, 9_000_000}) {
                    assertFails(ErrorCode.STORE_DENIED, "PUT ", () -> write(denied, ref("a"), size));
                }
                assertFails(ErrorCode.STORE_DENIED, "HEAD " + ref("a") + " was answered 403",
                        () -> denied.copy(ref("a"), "e", ref("b"), "text/plain", Map.of()));
                assertFails(ErrorCode.STORE_DENIED, "LIST uploads of ",
                        () -> denied.abortUploads(bucket, prefix, LATER));
            }
        }
    }

    @Test
    void a_missing_bucket_is_no_missing_object() {
        var missing = new ObjectRef("no-such-bucket-4711", "a");
        assertFails(ErrorCode.STORE_UNAVAILABLE, "GET no-such-bucket-4711/a was answered 404 NoSuchBucket",
                () -> store.open(missing, null));
        assertFails(ErrorCode.STORE_UNAVAILABLE, "LIST no-such-bucket-4711/ was answered 404 NoSuchBucket",
                () -> store.list(missing.bucket(), "", null));
        assertFails(ErrorCode.STORE_UNAVAILABLE, "PUT no-such-bucket-4711/a was answered 404 NoSuchBucket",
                () -> write(store, missing, 1));
        // The answer to a HEAD has no body that could tell.
        assertThat(store.head(missing)).isEmpty();
    }

    @Test
    void a_server_that_is_not_there_is_unavailable() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (var absent = store(URI.create("http://127.0.0.1:" + port), credentials())) {
            assertFails(ErrorCode.STORE_UNAVAILABLE, "HEAD " + ref("a") + " was not answered: HttpHostConnectException",
                    () -> absent.head(ref("a")));
        }
        try (var unknown = store(URI.create("http://no-such-host.invalid"), credentials())) {
            assertFails(ErrorCode.STORE_UNAVAILABLE, "HEAD " + ref("a") + " was not answered: UnknownHostException",
                    () -> unknown.head(ref("a")));
        }
    }

    @Test
    void uploads_left_behind_are_aborted_when_they_are_old() throws IOException {
        for (var key : new String[]{"left", "left b+%"}) {
            client.createMultipartUpload(r -> r.bucket(bucket).key(ref(key).key()));
        }
        client.createMultipartUpload(r -> r.bucket(bucket).key("other/left"));
        assertThat(uploads(prefix)).isEqualTo(2);
        assertThat(store.abortUploads(bucket, prefix, Instant.now().minus(Duration.ofDays(1)))).isZero();
        assertThat(store.abortUploads(bucket, prefix, LATER)).isEqualTo(2);
        assertThat(uploads(prefix)).isZero();
        assertThat(uploads("other/")).isEqualTo(1);
        assertThat(store.abortUploads(bucket, prefix, LATER)).isZero();
    }

    @Test
    void a_writer_closed_without_a_commit_leaves_no_upload() throws IOException {
        try (var writer = store.create(ref("a"), "text/plain", Map.of())) {
            writer.write(new byte[9_000_000]);
            assertThat(uploads(prefix)).isEqualTo(1);
        }
        assertThat(uploads(prefix)).isZero();
        assertThat(store.head(ref("a"))).isEmpty();
    }

    @Test
    void parts_that_were_aborted_meanwhile_fail_the_commit() {
        assertFails(ErrorCode.STORE_UNAVAILABLE, "PUT ", () -> {
            try (var writer = store.create(ref("a"), "text/plain", Map.of())) {
                writer.write(new byte[9_000_000]);
                store.abortUploads(bucket, prefix, LATER);
                writer.commit();
            }
        });
        assertThat(store.head(ref("a"))).isEmpty();
    }

    private int uploads(String prefix) {
        return client.listMultipartUploads(r -> r.bucket(bucket).prefix(prefix)).uploads().size();
    }

    private void assertFails(ErrorCode code, String message, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                .returns(code, PipelineException::code)
                .satisfies(e -> assertThat(e.getMessage()).startsWith(message).doesNotContain("4711\"", "null",
                        "wrong-secret", "wrong-access", credentials().secretKey(), credentials().accessKey()));
    }

    static S3ObjectStore store(URI endpoint, S3Credentials key) {
        return new S3ObjectStore(endpoint, key.accessKey(), key.secretKey());
    }

    private static void write(ObjectStore store, ObjectRef ref, int size) throws IOException {
        try (var writer = store.create(ref, "text/plain", Map.of())) {
            writer.write(new byte[size]);
            writer.commit();
        }
    }
}
