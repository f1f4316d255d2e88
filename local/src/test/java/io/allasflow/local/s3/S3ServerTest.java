package io.allasflow.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What the pipeline may rely on in the local server, and where that differs from Ceph.
@TestInstance(Lifecycle.PER_CLASS)
class S3ServerTest {
    static final List<String> KEYS_THAT_SURVIVE = List.of("plain.csv", "a b.csv", "ä€😀.csv", "e\u0301.csv", "100%.csv",
            "%41.csv", "%2F.csv", "a+b.csv", "a#b?c&d=e.csv", "q\"'<>\\|*:.csv", "new\nline.csv", "end ", "deep/er/x",
            "UPPER.csv", "upper.csv", "k".repeat(218) + "/" + "k".repeat(218));
    static final List<String> KEYS_THAT_ARE_REFUSED = List.of("x//y.csv", "/lead.csv", "../up.csv", "a/../b.csv");

    private final S3Server memory;
    private final S3Server disk;

    S3ServerTest(@TempDir Path directory) throws IOException {
        memory = S3Server.inMemory(S3Credentials.LOCAL);
        disk = S3Server.onDirectory(directory, S3Credentials.LOCAL, 0);
    }

    @BeforeAll
    void createBuckets() {
        for (var server : List.of(memory, disk)) {
            server.createBucket("keys");
            server.createBucket("keys");
        }
    }

    @AfterAll
    void close() {
        memory.close();
        disk.close();
    }

    Stream<Arguments> servers() {
        return Stream.of(Arguments.of(Named.of("memory", memory)), Arguments.of(Named.of("disk", disk)));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void keepsOddKeysWithTheirMetadata(S3Server server) {
        try (var client = S3Clients.of(server)) {
            for (var key : KEYS_THAT_SURVIVE) {
                client.putObject(put -> put.bucket("keys").key(key).metadata(Map.of("source-key", "a%20b")),
                        RequestBody.fromString(key));
                var object = client.getObjectAsBytes(get -> get.bucket("keys").key(key));
                assertThat(object.asUtf8String()).isEqualTo(key);
                assertThat(object.response().metadata()).isEqualTo(Map.of("source-key", "a%20b"));
            }
            assertThat(keys(client, "keys")).containsExactlyInAnyOrderElementsOf(KEYS_THAT_SURVIVE);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @FieldSource("KEYS_THAT_ARE_REFUSED")
    void refusesKeysThatNoPathCanHold(String key) {
        for (var server : List.of(memory, disk)) {
            try (var client = S3Clients.of(server)) {
                assertThatThrownBy(() -> put(client, "keys", key)).isInstanceOf(S3Exception.class);
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void cannotHoldAnObjectBesideOthersUnderItsName(S3Server server) {
        server.createBucket("beside");
        try (var client = S3Clients.of(server)) {
            put(client, "beside", "a/b");
            assertThatThrownBy(() -> put(client, "beside", "a")).isInstanceOf(S3Exception.class);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void listsInPagesInTheOrderOfUtf16(S3Server server) {
        server.createBucket("order");
        try (var client = S3Clients.of(server)) {
            var ordered = List.of("Z", "a-b", "a.b", "a/b", "a0", "ab", "é", "😀", "\uFFFD");
            ordered.reversed().forEach(key -> put(client, "order", key));
            assertThat(keys(client, "order")).isEqualTo(ordered);
            assertThat(client.listObjectsV2(list -> list.bucket("order").startAfter("a.b")).contents())
                    .extracting(S3Object::key).startsWith("a/b");
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void honoursConditionsAndRanges(S3Server server) {
        server.createBucket("conditions");
        try (var client = S3Clients.of(server)) {
            var etag = client.putObject(put -> put.bucket("conditions").key("k"), RequestBody.fromString("0123456789"))
                    .eTag();
            assertThat(client.getObjectAsBytes(
                    get -> get.bucket("conditions").key("k").ifMatch(etag).range("bytes=4-")).asUtf8String())
                    .isEqualTo("456789");
            assertStatus(412, () -> client.getObjectAsBytes(
                    get -> get.bucket("conditions").key("k").ifMatch("\"other\"").range("bytes=4-")));
            assertStatus(412, () -> client.putObject(put -> put.bucket("conditions").key("k").ifNoneMatch("*"),
                    RequestBody.fromString("other")));
            assertStatus(412, () -> client.putObject(put -> put.bucket("conditions").key("k").ifMatch("\"other\""),
                    RequestBody.fromString("other")));
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void showsAMultipartObjectOnlyWhenItIsComplete(S3Server server) {
        server.createBucket("parts");
        try (var client = S3Clients.of(server)) {
            var upload = client
                    .createMultipartUpload(create -> create.bucket("parts").key("k").metadata(Map.of("m", "v")))
                    .uploadId();
            var part = client.uploadPart(one -> one.bucket("parts").key("k").uploadId(upload).partNumber(1),
                    RequestBody.fromBytes(new byte[5 << 20])).eTag();
            assertThat(keys(client, "parts")).isEmpty();
            client.completeMultipartUpload(complete -> complete.bucket("parts").key("k").uploadId(upload)
                    .multipartUpload(all -> all.parts(CompletedPart.builder().partNumber(1).eTag(part).build())));
            var head = client.headObject(one -> one.bucket("parts").key("k"));
            assertThat(head.contentLength()).isEqualTo(5 << 20);
            assertThat(head.metadata()).isEqualTo(Map.of("m", "v"));
            assertThat(head.eTag()).endsWith("-1\"");
        }
    }

    @Test
    void turnsAwayOtherKeys() {
        var other = new S3Credentials("local-access-key", "wrong");
        try (var client = S3Clients.of(memory.endpoint(), other)) {
            assertStatus(403, client::listBuckets);
        }
    }

    @Test
    void isVerifiedByTheAuthorityOfItsCertificate(@TempDir Path directory) throws Exception {
        var certificate = TlsCertificate.make(directory);
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(KeyStore.getInstance(certificate.trustStore().toFile(), TlsCertificate.PASSWORD.toCharArray()));
        var trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trusted.getTrustManagers(), null);
        try (var server = S3Server.inMemory(S3Credentials.LOCAL, certificate);
                var strangers = HttpClient.newHttpClient();
                var client = HttpClient.newBuilder().sslContext(trusting).build()) {
            var request = HttpRequest.newBuilder(server.secureEndpoint()).build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(403);
            assertThatThrownBy(() -> strangers.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
        certificate.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void objectsAreFilesThatTheNextServerServesAgain(@TempDir Path directory) throws IOException {
        String etag;
        try (var server = S3Server.onDirectory(directory, S3Credentials.LOCAL, 0); var client = S3Clients.of(server)) {
            server.createBucket("data");
            etag = put(client, "data", "a/b c.csv");
        }
        assertThat(directory.resolve("data/a/b c.csv")).hasContent("x");
        try (var server = S3Server.onDirectory(directory, S3Credentials.LOCAL, 0); var client = S3Clients.of(server)) {
            server.createBucket("data");
            assertThat(client.headObject(head -> head.bucket("data").key("a/b c.csv")).eTag()).isEqualTo(etag);
        }
        try (var entries = Files.list(directory)) {
            assertThat(entries).containsExactly(directory.resolve("data"));
        }
    }

    private static String put(S3Client client, String bucket, String key) {
        return client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("x")).eTag();
    }

    private static List<String> keys(S3Client client, String bucket) {
        return client.listObjectsV2Paginator(list -> list.bucket(bucket).maxKeys(2)).contents().stream()
                .map(S3Object::key).toList();
    }

    private static void assertStatus(int status, Runnable request) {
        assertThatThrownBy(request::run).isInstanceOfSatisfying(S3Exception.class,
                error -> assertThat(error.statusCode()).isEqualTo(status));
    }
}
