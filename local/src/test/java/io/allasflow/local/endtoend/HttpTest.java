package io.allasflow.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.event.EventTypes;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.local.demo.FunctionProcess;
import io.allasflow.local.endtoend.Http.Message;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What each function answers to a person with curl, and to Knative when something is wrong.
class HttpTest {
    private static final String KEY = "odd names/mitta 100% + ä #1.csv";
    private static final String DATASET = "odd names/mitta 100% + ä #1";
    private static final String ENCODED_DATASET = "odd%20names/mitta%20100%25%20+%20%C3%A4%20#1";
    private static final String TABLE = "id,name,value\n1,a,1.5\n2,b,\n2,b,\n3,c,2.5\n";
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String WRONG_SECRET = "wrong-secret-9b1deb4d3b7d";

    private static final Http HTTP = new Http();
    private static final Map<String, Response> LIVE_WITHOUT_STORE = new HashMap<>();
    private static final Map<String, Response> READY_WITHOUT_STORE = new HashMap<>();
    /// The events that fn-ingest, fn-clean and fn-summarize took, and what came of the last.
    private static final List<Message> CHAIN = new ArrayList<>();
    private static Pipeline pipeline;
    private static String etag;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.prepare(HttpTest.class, Map.of());
        for (var name : Pipeline.FUNCTIONS) {
            pipeline.gate(name).shut();
            pipeline.launch(name);
        }
        for (var name : Pipeline.FUNCTIONS) {
            awaitLive(pipeline.url(name));
            LIVE_WITHOUT_STORE.put(name, HTTP.get(pipeline.url(name).resolve("/q/health/live")));
            READY_WITHOUT_STORE.put(name, HTTP.get(pipeline.url(name).resolve("/q/health/ready")));
            pipeline.gate(name).open();
            pipeline.process(name).awaitReady(HttpClient.newHttpClient());
        }
        etag = pipeline.store().put(KEY, TABLE);
        CHAIN.add(
                discovered(KEY, DATASET, etag).with("ce-subject", "odd%20names/mitta%20100%25%20+%20%C3%A4%20#1.csv"));
        for (var name : Pipeline.FUNCTIONS) {
            CHAIN.add(Message.of(HTTP.post(pipeline.url(name), CHAIN.getLast())));
        }
    }

    /// No secret in any answer or log.
    @AfterAll
    static void stop() throws IOException {
        var secrets = List.of(pipeline.store().credentials().secretKey(), WRONG_SECRET);
        pipeline.close();
        assertThat(HTTP.answers()).hasSizeGreaterThan(50)
                .allSatisfy(answer -> assertThat(answer).doesNotContain(secrets));
        try (var logs = Files.list(pipeline.logs())) {
            for (var log : logs.toList()) {
                assertThat(Files.readString(log)).doesNotContain(secrets);
            }
        }
    }

    @AfterEach
    void open() {
        Pipeline.FUNCTIONS.forEach(name -> pipeline.gate(name).open());
    }

    static List<String> functions() {
        return Pipeline.FUNCTIONS;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void livesWithoutTheStoreAndIsReadyWithIt(String function) {
        assertThat(LIVE_WITHOUT_STORE.get(function).statusCode()).isEqualTo(200);
        var notReady = READY_WITHOUT_STORE.get(function);
        assertThat(notReady.statusCode()).isEqualTo(503);
        assertThat(notReady.<String>path("checks[0].data.code")).isEqualTo("STORE_UNAVAILABLE");
        assertThat(notReady.<String>path("checks[0].data.message")).isNotBlank();
        assertThat(HTTP.get(pipeline.url(function).resolve("/q/health/ready")).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of(1, "fn-ingest", EventTypes.INGESTED, "ingested", Output.RAW, 4, null),
                Arguments.of(2, "fn-clean", EventTypes.CLEANED, "cleaned", Output.CLEANED, 3, "warn"),
                Arguments.of(3, "fn-summarize", EventTypes.SUMMARIZED, "summarized", Output.SUMMARY, 3, "warn"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void answersTheNextEvent(int step, String function, String type, String word, Output output, int rows,
            String verdict) {
        var answer = CHAIN.get(step);
        var expected = new HashMap<>(Map.of("ce-specversion", "1.0", "ce-type", type, //
                "ce-id", ENCODED_DATASET + "@" + etag + "#" + word + "#defaults", //
                "ce-source", "/allasflow/" + function + "/" + pipeline.store().bucket(), //
                "ce-subject", ENCODED_DATASET, "ce-partitionkey", ENCODED_DATASET, //
                "ce-traceparent", TRACE, "ce-tracestate", "vendor=1", "ce-correlationid", "scan-1", //
                "ce-causationid", CHAIN.get(step - 1).headers().get("ce-id")));
        if (verdict != null) {
            expected.put("ce-qualityverdict", verdict);
        }
        assertThat(answer.headers()).isEqualTo(expected);
        assertThat(answer.contentType()).isEqualTo(Http.JSON);
        var data = JsonPath.from(answer.body());
        assertThat(data.getString("dataset")).isEqualTo(DATASET);
        assertThat(data.getString("source.bucket")).isEqualTo(pipeline.store().bucket());
        assertThat(data.getString("source.key")).isEqualTo(KEY);
        assertThat(data.getString("source.etag")).isEqualTo(etag);
        assertThat(data.getInt("source.size")).isEqualTo(TABLE.length());
        assertThat(data.getString("source.lastModified")).startsWith("20").endsWith("Z");
        var stored = pipeline.store().layout().output(output, DATASET).key();
        assertThat(data.getString("object.bucket")).isEqualTo(pipeline.store().bucket());
        assertThat(data.getString("object.key")).isEqualTo(stored);
        assertThat('"' + data.getString("object.etag") + '"').isEqualTo(pipeline.store().list(stored).get(stored));
        assertThat(data.getInt("object.size")).isEqualTo(pipeline.store().get(stored).orElseThrow().length);
        assertThat(data.getInt("rows")).isEqualTo(rows);
        assertThat(data.getString("configHash")).isEqualTo("defaults");
    }

    @Test
    void theIndexTakesTheLastEventAndAnswersNothing() {
        var page = pipeline.store().layout().indexPage().key();
        pipeline.store().delete(page);
        assertThat(HTTP.post(pipeline.url("fn-summarize"), CHAIN.getLast()).statusCode()).isEqualTo(204);
        assertThat(pipeline.store().get(page)).hasValueSatisfying(
                html -> assertThat(new String(html, StandardCharsets.UTF_8)).contains("mitta 100% + ä #1"));
    }

    @Test
    void aRepeatGetsTheSameAnswer() {
        for (int step = 0; step < Pipeline.FUNCTIONS.size(); step++) {
            var again = Message.of(HTTP.post(pipeline.url(Pipeline.FUNCTIONS.get(step)), CHAIN.get(step)));
            assertThat(again).isEqualTo(CHAIN.get(step + 1));
        }
    }

    @Test
    void anEmptySourceIsRejected() {
        var empty = pipeline.store().put("empty.csv", "");
        var answer = HTTP.post(pipeline.url("fn-ingest"), discovered("empty.csv", "empty", empty));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("ce-type")).isEqualTo(EventTypes.REJECTED);
        assertThat(answer.header("ce-id")).isEqualTo("empty@" + empty + "#rejected#defaults");
        assertThat(answer.<String>path("error.code")).isEqualTo("EMPTY_OBJECT");
        assertThat(answer.<String>path("error.advice")).isNotBlank();
        assertThat(HTTP.post(pipeline.url("fn-summarize"), Message.of(answer)).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void takesStructuredEvents(int step, String function, String type) throws IOException {
        var answer = HTTP.post(pipeline.url(function), structured(CHAIN.get(step - 1)));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith(Http.STRUCTURED);
        var binary = CHAIN.get(step);
        var event = Json.MAPPER.readTree(answer.asString());
        binary.headers().forEach((name, value) -> assertThat(event.path(name.substring(3)).asText()).as(name)
                .isEqualTo(value));
        assertThat(event.path("data")).isEqualTo(Json.MAPPER.readTree(binary.body()));
        assertThat(event.path("type").asText()).isEqualTo(type);
    }

    static Stream<Arguments> badEvents() {
        var cases = new HashMap<String, UnaryOperator<Message>>();
        cases.put("no id", event -> event.without("ce-id"));
        cases.put("empty id", event -> event.with("ce-id", ""));
        cases.put("no type", event -> event.without("ce-type"));
        cases.put("no source", event -> event.without("ce-source"));
        cases.put("no specversion", event -> event.without("ce-specversion"));
        cases.put("unknown type", event -> event.with("ce-type", "com.example.other"));
        cases.put("no CloudEvent", event -> new Message(Map.of(), Http.JSON, event.body()));
        cases.put("invalid JSON", event -> event.withBody("{\"dataset\": "));
        cases.put("not JSON", event -> event.withBody("hello"));
        cases.put("empty body", event -> event.withBody(null));
        cases.put("null", event -> event.withBody("null"));
        cases.put("an array", event -> event.withBody("[]"));
        cases.put("a text", event -> event.withBody("\"x\""));
        cases.put("an empty object", event -> event.withBody("{}"));
        cases.put("a field of another form", event -> event.withBody("{\"dataset\": \"a\", \"source\": \"a\"}"));
        cases.put("another bucket", event -> replace(event, pipeline.store().bucket(), "another-bucket"));
        cases.put("another dataset", event -> replace(event, "\"dataset\" ?: ?\"", "\"dataset\": \"x"));
        cases.put("a key of ours",
                event -> replace(event, "\"key\" ?: ?\"odd names", "\"key\": \"pipeline/raw/odd names"));
        cases.put("no etag", event -> replace(event, "\"etag\"", "\"other\""));
        cases.put("a batch", event -> new Message(Map.of(), "application/cloudevents-batch+json", "[]"));
        cases.put("text/plain", event -> event.as("text/plain"));
        cases.put("structured, invalid JSON", event -> new Message(Map.of(), Http.STRUCTURED, "{"));
        cases.put("structured, empty", event -> new Message(Map.of(), Http.STRUCTURED, "{}"));
        cases.put("structured, an array", event -> new Message(Map.of(), Http.STRUCTURED, "[]"));
        cases.put("structured, no body", event -> new Message(Map.of(), Http.STRUCTURED, null));
        cases.put("structured, unknown type", event -> new Message(Map.of(), Http.STRUCTURED,
                "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/a\", \"type\": \"b\", \"data\": {}}"));
        cases.put("structured, no id", event -> structured(event.without("ce-id")));
        cases.put("structured, no data", event -> structured(event.withBody("null")));
        return cases.entrySet().stream().sorted(Map.Entry.comparingByKey()).flatMap(one -> Pipeline.FUNCTIONS.stream()
                .map(function -> Arguments.of(one.getKey(), function, one.getValue())));
    }

    /// 400 is not retried by Knative, and the sender reads what is wrong.
    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("badEvents")
    void refusesABadEvent(String name, String function, UnaryOperator<Message> change) {
        var good = CHAIN.get(Pipeline.FUNCTIONS.indexOf(function));
        assertFailure(HTTP.post(pipeline.url(function), change.apply(good)), 400, "BAD_EVENT");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void refusesWhatIsTooLarge(String function) {
        var event = CHAIN.get(Pipeline.FUNCTIONS.indexOf(function));
        var answer = HTTP.post(pipeline.url(function), event.withBody("\"" + "x".repeat(1 << 20) + "\""));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void hasNoOtherPaths(String function) {
        var event = CHAIN.get(Pipeline.FUNCTIONS.indexOf(function));
        assertThat(HTTP.post(pipeline.url(function).resolve("/other"), event).statusCode()).isEqualTo(404);
        assertThat(HTTP.get(pipeline.url(function).resolve("/q/other")).statusCode()).isEqualTo(404);
        assertThat(HTTP.get(pipeline.url(function)).statusCode()).isBetween(400, 405);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aStoreThatIsDownIsForLater(String function) {
        pipeline.gate(function).shut();
        var event = CHAIN.get(Pipeline.FUNCTIONS.indexOf(function));
        assertFailure(HTTP.post(pipeline.url(function), event), 503, "STORE_UNAVAILABLE");
    }

    @Test
    void scansAndDeadLettersAreForLaterToo() throws Exception {
        pipeline.gate("fn-ingest").shut();
        assertThat(pipeline.ping().statusCode()).isEqualTo(503);
        var deadLetter = CHAIN.get(1).with("ce-knativeerrorcode", "500");
        assertThat(HTTP.post(pipeline.url("fn-ingest").resolve("/deadletter"), deadLetter).statusCode())
                .isEqualTo(503);
    }

    @Test
    void whatIsGoneNeedsNothing() {
        assertThat(HTTP.post(pipeline.url("fn-ingest"), discovered("gone.csv", "gone", "e")).statusCode())
                .isEqualTo(204);
        for (int step = 1; step < 3; step++) {
            var url = pipeline.url(Pipeline.FUNCTIONS.get(step));
            var gone = replace(CHAIN.get(step), "odd names", "even names");
            assertThat(HTTP.post(url, gone).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void wrongKeysAreForLaterAndSaySo() throws Exception {
        var url = FunctionProcess.freeUrl();
        try (var _ = pipeline.launch("fn-ingest", url, Map.of("ALLAS_SECRET_KEY", WRONG_SECRET))) {
            awaitLive(url);
            var ready = HTTP.get(url.resolve("/q/health/ready"));
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.<String>path("checks[0].data.code")).isEqualTo("STORE_DENIED");
            assertFailure(HTTP.post(url, CHAIN.getFirst()), 503, "STORE_DENIED");
        }
    }

    @Test
    void wrongSettingsEndItWithOneMessage() throws Exception {
        var bad = Map.of("ALLAS_ENDPOINT", "ftp://" + WRONG_SECRET, "ALLAS_SECRET_KEY", "", "DATA_BUCKET", "",
                "AUDIT_EVERY_SCANS", "often");
        for (var function : Pipeline.FUNCTIONS) {
            try (var process = pipeline.launch(function, FunctionProcess.freeUrl(), bad)) {
                assertThatThrownBy(() -> process.awaitReady(HttpClient.newHttpClient())).isInstanceOf(IOException.class)
                        .hasMessageContaining("exit code 2").hasMessageContaining("ALLAS_ENDPOINT must be")
                        .hasMessageContaining("ALLAS_SECRET_KEY is not set").hasMessageContaining("DATA_BUCKET is not")
                        .hasMessageContaining("AUDIT_EVERY_SCANS must be").hasMessageNotContaining("\tat ")
                        .hasMessageNotContaining("Exception");
            }
        }
    }

    private static void assertFailure(Response answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith(Http.JSON);
        assertThat(answer.<String>path("code")).isEqualTo(code);
        assertThat(answer.<String>path("message")).isNotBlank();
        assertThat(answer.<String>path("advice")).isNotBlank();
    }

    private static Message discovered(String key, String dataset, String etag) {
        var data = Json.MAPPER.createObjectNode().put("dataset", dataset);
        data.putObject("source").put("bucket", pipeline.store().bucket()).put("key", key).put("etag", etag);
        return new Message(Map.of("ce-specversion", "1.0", "ce-id", "d-1", "ce-type", EventTypes.DISCOVERED, //
                "ce-source", "/curl", "ce-traceparent", TRACE, "ce-tracestate", "vendor=1", //
                "ce-correlationid", "scan-1", "ce-causationid", "ping-1"), Http.JSON, data.toString());
    }

    private static Message replace(Message event, String pattern, String replacement) {
        return event.withBody(event.body().replaceAll(pattern, replacement));
    }

    private static Message structured(Message event) {
        try {
            var json = Json.MAPPER.createObjectNode().put("datacontenttype", Http.JSON);
            event.headers().forEach((name, value) -> json.put(name.substring(3), value));
            json.set("data", Json.MAPPER.readTree(event.body()));
            return new Message(Map.of(), Http.STRUCTURED, json.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitLive(URI url) throws InterruptedException {
        Pipeline.await(url + " lives", () -> {
            try {
                return HTTP.get(url.resolve("/q/health/live")).statusCode() == 200;
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                // REST Assured passes a refused connection on unchecked.
                return false;
            }
        });
    }
}
