package io.allasflow.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.store.ObjectChangedException;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.core.store.StoredObject;
import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.local.s3.S3Server;
import io.allasflow.local.store.BreakingProxy.Fate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/// Connections that break between the store's client and the server.
class BrokenConnectionTest {
    private static final int SIZE = 3_000_000;
    private static final int PART = 8 << 20;
    private static final ObjectRef OBJECT = new ObjectRef("bucket", "a b+%.csv");

    private static S3Server server;
    private static S3ObjectStore direct;
    private static S3Client client;
    private BreakingProxy proxy;
    private S3ObjectStore store;
    private final byte[] bytes = random(SIZE);

    @BeforeAll
    static void start() throws IOException {
        server = S3Server.inMemory(S3Credentials.LOCAL);
        server.createBucket(OBJECT.bucket());
        direct = S3StoreContract.store(server.endpoint(), server.credentials());
        client = S3Clients.of(server);
    }

    @AfterAll
    static void stop() {
        client.close();
        direct.close();
        server.close();
    }

    @BeforeEach
    void connect() throws IOException {
        proxy = new BreakingProxy(server.endpoint());
        store = S3StoreContract.store(proxy.endpoint(), server.credentials());
    }

    @AfterEach
    void disconnect() throws IOException {
        store.close();
        proxy.close();
        direct.delete(OBJECT);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4096, 1_234_567, SIZE - 1})
    void a_read_goes_on_at_the_byte_it_broke_at(long cutAt) throws IOException {
        put(direct, bytes);
        proxy.then(Fate.cutBodyAfter(cutAt));
        assertThat(Arrays.equals(read(null), bytes)).isTrue();
        assertThat(proxy.connections()).isEqualTo(2);
    }

    @Test
    void a_read_that_gets_on_may_break_any_number_of_times() throws IOException {
        put(direct, bytes);
        proxy.then(LongStream.rangeClosed(1, 20).mapToObj(i -> Fate.cutBodyAfter(i * 1000)).toArray(Fate[]::new));
        assertThat(Arrays.equals(read(null), bytes)).isTrue();
        assertThat(proxy.connections()).isEqualTo(21);
    }

    @Test
    void a_read_that_does_not_get_on_is_given_up() throws IOException {
        put(direct, bytes);
        proxy.then(Fate.cutBodyAfter(1000));
        proxy.always(Fate.cutBodyAfter(0));
        assertThatThrownBy(() -> read(null)).isInstanceOf(IOException.class)
                .hasMessage("reading " + OBJECT + " broke at byte 1000 of " + SIZE + " and could not be resumed");
        // The first one and five resumes.
        assertThat(proxy.connections()).isEqualTo(6);
    }

    @Test
    void a_read_never_goes_on_in_another_version() throws IOException {
        var etag = put(direct, bytes).etag();
        proxy.then(Fate.cutBodyAfter(100_000));
        proxy.onCut(() -> overwrite(random(SIZE + 1)));
        assertThatThrownBy(() -> read(etag)).isInstanceOf(ObjectChangedException.class);
        put(direct, bytes);
        // Nor if the version was not asked for.
        proxy.dropConnections();
        proxy.then(Fate.cutBodyAfter(100_000));
        proxy.onCut(() -> overwrite(random(SIZE + 1)));
        assertThatThrownBy(() -> read(null)).isInstanceOf(ObjectChangedException.class);
        // The same bytes again are the same version.
        put(direct, bytes);
        proxy.dropConnections();
        proxy.then(Fate.cutBodyAfter(100_000));
        proxy.onCut(() -> overwrite(bytes));
        assertThat(Arrays.equals(read(etag), bytes)).isTrue();
    }

    @Test
    void a_read_of_what_is_deleted_meanwhile_says_so() throws IOException {
        put(direct, bytes);
        proxy.then(Fate.cutBodyAfter(100_000));
        proxy.onCut(() -> direct.delete(OBJECT));
        assertThatThrownBy(() -> read(null)).isInstanceOf(ObjectMissingException.class);
    }

    @Test
    void closing_early_does_not_read_the_rest() throws IOException {
        put(direct, bytes);
        try (var reader = store.open(OBJECT, null)) {
            assertThat(reader.read()).isEqualTo(bytes[0] & 0xff);
        }
        assertThat(store.head(OBJECT)).isPresent();
        // A new connection: the old one was dropped.
        assertThat(proxy.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429})
    void a_server_that_is_busy_for_a_moment_is_asked_again(int status) throws IOException {
        put(direct, bytes);
        proxy.then(Fate.answer(status), Fate.answer(status));
        assertThat(store.head(OBJECT)).isPresent();
        assertThat(proxy.connections()).isEqualTo(3);
    }

    @Test
    void a_server_that_stays_busy_is_unavailable() {
        proxy.always(Fate.answer(500));
        assertUnavailable("HEAD " + OBJECT + " was answered 500", () -> store.head(OBJECT));
        assertThat(proxy.connections()).isEqualTo(4);
        assertUnavailable("GET " + OBJECT + " was answered 500", () -> store.open(OBJECT, null));
        assertUnavailable("LIST bucket/ was answered 500", () -> store.list("bucket", "", null));
    }

    @Test
    void a_server_that_hangs_up_is_unavailable() {
        proxy.always(Fate.cutRequestAfter(10));
        assertUnavailable("HEAD " + OBJECT + " was not answered: ", () -> store.head(OBJECT));
        assertUnavailable("GET " + OBJECT + " was not answered: ", () -> store.open(OBJECT, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {SIZE, 2 * PART + 1})
    void an_upload_that_breaks_is_repeated(int size) throws IOException {
        var content = random(size);
        proxy.then(Fate.cutRequestAfter(200_000), Fate.GOOD, Fate.cutRequestAfter(1_000_000));
        var written = put(store, content);
        assertThat(written.size()).isEqualTo(size);
        assertThat(direct.head(OBJECT)).map(StoredObject::etag).contains(written.etag());
        try (var reader = direct.open(OBJECT, written.etag())) {
            assertThat(Arrays.equals(reader.readAllBytes(), content)).isTrue();
        }
        assertThat(proxy.connections()).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {SIZE, 2 * PART + 1})
    void an_upload_that_keeps_breaking_is_not_visible_and_leaves_nothing(int size) throws IOException {
        put(direct, new byte[]{'o', 'l', 'd'});
        try (var writer = store.create(OBJECT, "text/plain", Map.of())) {
            // The upload is begun while all is well.
            writer.write(random(Math.min(size, PART + 1)));
            assertThat(uploads()).isEqualTo(size > PART ? 1 : 0);
            proxy.dropConnections();
            proxy.always(Fate.cutRequestAfter(100_000));
            assertUnavailable("PUT ", () -> {
                writer.write(random(Math.max(0, size - PART - 1)));
                writer.commit();
            });
            proxy.always(Fate.GOOD);
            proxy.dropConnections();
        }
        assertThat(uploads()).isZero();
        assertThat(direct.head(OBJECT).orElseThrow().size()).isEqualTo(3);
    }

    @Test
    void a_commit_whose_answer_is_lost_leaves_the_object_whole() throws IOException {
        var content = random(PART + 1);
        try (var writer = store.create(OBJECT, "text/plain", Map.of())) {
            writer.write(content);
            proxy.dropConnections();
            // The last part passes, and the answers to it and to the completion are lost.
            proxy.then(Fate.cutBodyAfter(0), Fate.GOOD);
            writer.commit();
        }
        try (var reader = direct.open(OBJECT, null)) {
            assertThat(Arrays.equals(reader.readAllBytes(), content)).isTrue();
        }
        assertThat(uploads()).isZero();
    }

    private byte[] read(String etag) throws IOException {
        try (var reader = store.open(OBJECT, etag)) {
            return reader.readAllBytes();
        }
    }

    private static void overwrite(byte[] content) {
        try {
            put(direct, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StoredObject put(ObjectStore store, byte[] content) throws IOException {
        try (var writer = store.create(OBJECT, "text/plain", Map.of())) {
            writer.write(content);
            return writer.commit();
        }
    }

    private static int uploads() {
        return client.listMultipartUploads(r -> r.bucket(OBJECT.bucket())).uploads().size();
    }

    private static byte[] random(int size) {
        var content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static void assertUnavailable(String message, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                .returns(ErrorCode.STORE_UNAVAILABLE, PipelineException::code)
                .satisfies(e -> assertThat(e.getMessage()).startsWith(message));
    }
}
