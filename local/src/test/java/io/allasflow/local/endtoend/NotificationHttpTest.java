package io.allasflow.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.event.EventTypes;
import io.allasflow.core.json.Json;
import io.allasflow.local.broker.Event;
import io.allasflow.local.demo.FunctionProcess;
import io.allasflow.local.endtoend.Http.Message;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What fn-ingest answers an object store that notifies it.
@Tag("slow")
class NotificationHttpTest {
    private static final String TOKEN = "token-9b1deb4d-3b7d";
    private static final Http HTTP = new Http();
    private static final String KEY = "odd names/mitta 100% + ä #1.csv";

    private static Pipeline pipeline;
    /// Without a token, and without a sink.
    private static URI open;
    private static FunctionProcess openProcess;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(NotificationHttpTest.class, Map.of("NOTIFICATION_TOKEN", TOKEN));
        open = FunctionProcess.freeUrl();
        openProcess = pipeline.launch("fn-ingest", open,
                Map.of("NOTIFICATION_TOKEN", "", "K_SINK", FunctionProcess.freeUrl().toString()));
        openProcess.awaitReady(HttpClient.newHttpClient());
    }

    /// No secret in any answer or log.
    @AfterAll
    static void stop() throws IOException {
        openProcess.close();
        pipeline.close();
        assertThat(HTTP.answers()).allSatisfy(answer -> assertThat(answer).doesNotContain(TOKEN));
        try (var logs = Files.list(pipeline.logs())) {
            for (var log : logs.toList()) {
                assertThat(Files.readString(log)).doesNotContain(TOKEN);
            }
        }
    }

    @AfterEach
    void openGate() {
        pipeline.gate("fn-ingest").open();
    }

    @Test
    void aNotifiedObjectIsSummarizedWithoutAScan() throws Exception {
        pipeline.store().put(KEY, "id,value\n1,2\n");
        var answer = HTTP.post(withToken(), plain(s3Event(KEY, "gone.csv", "pipeline/raw/x.csv")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(answer.asString()))
                .isEqualTo(Json.MAPPER.readTree("{\"received\": 3, \"sent\": 1, \"ignored\": 2}"));
        pipeline.awaitIdle();
        var dataset = "odd names/mitta 100% + ä #1";
        assertThat(pipeline.status(dataset).path("state").asText()).isEqualTo("summarized");
        assertThat(HTTP.post(withToken(), plain(s3Event(KEY))).<Integer>path("sent")).isZero();
    }

    @Test
    void anEventIsAnsweredWithoutABodyAndCarriedOn() throws Exception {
        pipeline.store().put("binary.csv", "id,value\n1,2\n");
        pipeline.store().put("structured.csv", "id,value\n1,2\n");
        pipeline.forget();
        var binary = new Message(Map.of("ce-specversion", "1.0", "ce-id", "n-1", "ce-source", "ceph:s3.default.b",
                "ce-type", "com.amazonaws.ObjectCreated:Put", "ce-traceparent", "00-1"), Http.JSON,
                s3Event("binary.csv"));
        var structured = new Message(Map.of(), Http.STRUCTURED,
                "{\"specversion\": \"1.0\", \"id\": \"n-2\", \"source\": \"aws:s3.eu-north-1.b\", \"type\":"
                        + " \"com.amazonaws.s3.ObjectCreated:Put\", \"data\": " + s3Event("structured.csv") + "}");
        for (var message : List.of(binary, structured)) {
            var answer = HTTP.post(withToken(), message);
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.asString()).isEmpty();
        }
        pipeline.awaitIdle();
        var discovered = pipeline.accepted(EventTypes.DISCOVERED);
        assertThat(discovered).extracting(Event::subject).containsExactly("binary.csv", "structured.csv");
        assertThat(discovered.getFirst().attributes()).containsEntry("causationid", "n-1").containsEntry("traceparent",
                "00-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "hello", "{\"Records\": 1}", "{\"specversion\": \"1.0\"}"})
    void refusesWhatIsNoNotification(String body) {
        var answer = HTTP.post(withToken(), plain(body));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<String>path("code")).isEqualTo("BAD_EVENT");
        assertThat(answer.<String>path("message")).isNotBlank();
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThat(HTTP.post(withToken(), plain("\"" + "x".repeat(1 << 20) + "\"")).statusCode()).isEqualTo(413);
    }

    @Test
    void takesTheTokenInSeveralWaysAndNothingWithoutIt() {
        var path = pipeline.url("fn-ingest").resolve("/notification");
        var event = plain(s3Event("gone.csv"));
        var basic = "Basic " + Base64.getEncoder().encodeToString(("me:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        for (var good : List.of(HTTP.post(path, event.with("Authorization", "Bearer " + TOKEN)),
                HTTP.post(path, event.with("Authorization", basic)), HTTP.post(withToken(), event))) {
            assertThat(good.statusCode()).as(good.asString()).isEqualTo(200);
        }
        for (var bad : List.of(HTTP.post(path, event), HTTP.post(URI.create(path + "/" + TOKEN + "x"), event),
                HTTP.post(URI.create(path + "/wrong"), event),
                HTTP.post(path, event.with("Authorization", "Bearer wrong")),
                HTTP.post(path, event.with("Authorization", "Basic *")),
                HTTP.post(path, event.with("Authorization", "Basic eDp5")))) {
            assertThat(bad.statusCode()).isEqualTo(401);
        }
    }

    @Test
    void asksForNoTokenWhereNoneIsSet() {
        assertThat(HTTP.post(open.resolve("/notification"), plain(s3Event("gone.csv"))).statusCode()).isEqualTo(200);
        assertThat(HTTP.post(open.resolve("/notification/" + TOKEN), plain(s3Event("gone.csv"))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aStoreOrSinkThatIsDownIsForLater() {
        pipeline.store().put("later.csv", "id,value\n1,2\n");
        assertLater(HTTP.post(open.resolve("/notification"), plain(s3Event("later.csv"))), "SINK_UNAVAILABLE");
        pipeline.gate("fn-ingest").shut();
        assertLater(HTTP.post(withToken(), plain(s3Event("later.csv"))), "STORE_UNAVAILABLE");
    }

    private static void assertLater(Response answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.<String>path("code")).isEqualTo(code);
        assertThat(answer.<String>path("advice")).isNotBlank();
    }

    private static URI withToken() {
        return pipeline.url("fn-ingest").resolve("/notification/" + TOKEN);
    }

    private static Message plain(String body) {
        return new Message(Map.of(), Http.JSON, body);
    }

    private static String s3Event(String... keys) {
        var event = Json.MAPPER.createObjectNode();
        var records = event.putArray("Records");
        for (var key : keys) {
            var s3 = records.addObject().put("eventSource", "ceph:s3").put("eventName", "ObjectCreated:Put")
                    .putObject("s3");
            s3.putObject("bucket").put("name", pipeline.store().bucket());
            s3.putObject("object").put("key", key);
        }
        return event.toString();
    }
}
