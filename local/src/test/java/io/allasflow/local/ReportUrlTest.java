package io.allasflow.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.local.s3.S3Clients;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.local.s3.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

@TestInstance(Lifecycle.PER_CLASS)
class ReportUrlTest {
    private final S3Server server;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    ReportUrlTest() throws IOException {
        server = S3Server.inMemory(S3Credentials.LOCAL);
    }

    @BeforeAll
    void start() {
        server.createBucket("bucket");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop/events", "a b+c&d=e?#%41", "ä€😀"})
    void the_link_opens_the_report_without_keys(String dataset) throws IOException, InterruptedException {
        try (var client = S3Clients.of(server)) {
            client.putObject(request -> request.bucket("bucket").key("pipeline/reports/" + dataset + ".html"),
                    RequestBody.fromString("<p>" + dataset));
        }
        assertThat(run(dataset)).isZero();
        var link = URI.create(out.toString(StandardCharsets.UTF_8).strip());
        assertThat(link.getQuery()).contains("X-Amz-Expires=86400");
        try (var client = HttpClient.newHttpClient()) {
            var signed = client.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString());
            assertThat(signed.body()).isEqualTo("<p>" + dataset);
            var other = client.send(
                    HttpRequest.newBuilder(URI.create(link.toString().replaceFirst("Signature=.", "Signature=x")))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(other.statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, nowhere, There is no pipeline/reports/nowhere.html in bucket.",
        "2, --hours=0 shop/events, --hours must be from 1 to 168", "2, '', Missing required parameter: 'DATASET'"})
    void tells_what_is_wrong(int code, String arguments, String message) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(code);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(message);
        assertThat(out.size()).isZero();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return ReportUrl.run(
                Map.of("DATA_BUCKET", "bucket", "ALLAS_ENDPOINT", server.endpoint().toString(), "ALLAS_ACCESS_KEY",
                        S3Credentials.LOCAL.accessKey(), "ALLAS_SECRET_KEY", S3Credentials.LOCAL.secretKey()),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }
}
