package io.allasflow.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.local.demo.FunctionProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged functions as a JobSink starts them: one event in a file, the answer to a sink, an exit code.
class BatchTest {
    private static final String TABLE = "id,name,value\n1,a,1.5\n2,b,\n2,b,\n3,c,2.5\n";

    private static Pipeline pipeline;
    private static HttpServer sink;
    private static int runs;
    /// Events as CloudEvents' JSON format has them.
    private final List<ObjectNode> received = new CopyOnWriteArrayList<>();
    private volatile int answer = 202;
    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws IOException {
        pipeline = Pipeline.prepare(BatchTest.class, Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        pipeline.close();
    }

    @AfterEach
    void close() {
        Pipeline.FUNCTIONS.forEach(name -> pipeline.gate(name).open());
        if (sink != null) {
            sink.stop(0);
            sink = null;
        }
    }

    @Test
    void eachFunctionSendsItsAnswer() throws Exception {
        var etag = pipeline.store().put("big/a b.csv", TABLE);
        var event = discovered("big/a b.csv", "big/a b", etag);
        var types = List.of(EventTypes.INGESTED, EventTypes.CLEANED, EventTypes.SUMMARIZED);
        for (int stage = 0; stage < types.size(); stage++) {
            received.clear();
            assertThat(run(Pipeline.FUNCTIONS.get(stage), event,
                    Map.of("JOB_FROM_BYTES", "1", "K_CE_OVERRIDES", "{\"extensions\": {\"team\": \"x y\"}}"))).isZero();
            var sent = received.getFirst();
            assertThat(received).hasSize(1);
            assertThat(sent.path("type").asText()).isEqualTo(types.get(stage));
            assertThat(sent.path("partitionkey").asText()).isEqualTo("big/a%20b");
            assertThat(sent.path("causationid").asText()).isEqualTo(event.path("id").asText());
            assertThat(sent.path("sizeclass").asText()).isEqualTo("large");
            assertThat(sent.path("team").asText()).isEqualTo("x%20y");
            event = sent;
        }
        assertThat(pipeline.store().json(Output.STATUS, "big/a b").path("state").asText()).isEqualTo("summarized");
    }

    @Test
    void aScanSendsWhatItFinds() throws Exception {
        pipeline.store().put("found.csv", TABLE);
        var ping = attributes(EventTypes.PING);
        ping.set("data", Json.MAPPER.createObjectNode());
        assertThat(run("fn-ingest", ping, Map.of("JOB_FROM_BYTES", "1000000"))).isZero();
        assertThat(received).filteredOn(event -> event.path("type").asText().equals(EventTypes.DISCOVERED))
                .anySatisfy(event -> {
                    assertThat(event.path("data").path("dataset").asText()).isEqualTo("found");
                    assertThat(event.path("sizeclass").asText()).isEqualTo("normal");
                });
        assertThat(received.getLast().path("type").asText()).isEqualTo(EventTypes.SCANNED);
    }

    @Test
    void aBadObjectIsRejectedAndTheJobIsDone() throws Exception {
        var etag = pipeline.store().put("empty.csv", "");
        assertThat(run("fn-ingest", discovered("empty.csv", "empty", etag), Map.of())).isZero();
        assertThat(received).singleElement().satisfies(event -> {
            assertThat(event.path("type").asText()).isEqualTo(EventTypes.REJECTED);
            assertThat(event.path("data").path("error").path("code").asText()).isEqualTo("EMPTY_OBJECT");
        });
    }

    @Test
    void whatIsGoneNeedsNoAnswer() throws Exception {
        assertThat(run("fn-ingest", discovered("gone.csv", "gone", "e"), Map.of())).isZero();
        assertThat(received).isEmpty();
    }

    @Test
    void noRepeatHelpsABadEvent() throws Exception {
        assertThat(run("fn-clean", discovered("x.csv", "x", "e"), Map.of())).isEqualTo(65);
        var other = attributes(EventTypes.INGESTED);
        other.put("data", "hello");
        assertThat(run("fn-clean", other, Map.of())).isEqualTo(65);
        assertThat(run("fn-clean", other, Map.of("K_EVENT_PATH", directory.resolve("none").toString())))
                .isEqualTo(65);
        assertThat(received).isEmpty();
    }

    @Test
    void aStoreThatIsDownIsForTheNextTry() throws Exception {
        pipeline.gate("fn-ingest").shut();
        assertThat(run("fn-ingest", discovered("x.csv", "x", "e"), Map.of())).isEqualTo(75);
    }

    @Test
    void aSinkThatIsDownIsForTheNextTry() throws Exception {
        var etag = pipeline.store().put("dead.csv", TABLE);
        var nobody = FunctionProcess.freeUrl().toString();
        assertThat(run("fn-ingest", discovered("dead.csv", "dead", etag), Map.of("K_SINK", nobody))).isEqualTo(75);
    }

    @Test
    void aSinkThatRefusesForAWhileIsAskedAgain() throws Exception {
        answer = 503;
        var etag = pipeline.store().put("slow.csv", TABLE);
        assertThat(run("fn-ingest", discovered("slow.csv", "slow", etag), Map.of())).isZero();
        assertThat(received).hasSize(2);
    }

    @Test
    void withoutASinkNothingIsBegun() throws Exception {
        var etag = pipeline.store().put("unsent.csv", TABLE);
        assertThat(run("fn-ingest", discovered("unsent.csv", "unsent", etag), Map.of("K_SINK", ""))).isEqualTo(2);
        assertThat(pipeline.store().get(pipeline.store().layout().output(Output.RAW, "unsent").key())).isEmpty();
    }

    private int run(String function, JsonNode event, Map<String, String> more) throws Exception {
        var file = Files.write(directory.resolve("event"), Json.MAPPER.writeValueAsBytes(event));
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", this::receive);
        sink.start();
        var environment = new HashMap<>(Map.of("K_EXECUTION_MODE", "batch", "K_EVENT_PATH", file.toString(), "K_SINK",
                URI.create("http://127.0.0.1:" + sink.getAddress().getPort()).toString()));
        environment.putAll(more);
        try (var process = pipeline.launch(function, FunctionProcess.freeUrl(), environment)) {
            int exit = process.awaitEnd();
            assertThat(Files.readString(pipeline.logs().resolve(function + "-" + ++runs + ".log")))
                    .doesNotContain("Listening on: http").doesNotContain("\tat ");
            return exit;
        } finally {
            sink.stop(0);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        var event = Json.MAPPER.createObjectNode();
        exchange.getRequestHeaders().forEach((name, values) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("ce-")) {
                event.put(lower.substring("ce-".length()), values.getFirst());
            }
        });
        event.set("data", Json.MAPPER.readTree(exchange.getRequestBody()));
        received.add(event);
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
        answer = 202;
    }

    private static ObjectNode discovered(String key, String dataset, String etag) {
        var event = attributes(EventTypes.DISCOVERED);
        event.putObject("data").put("dataset", dataset).putObject("source").put("bucket", pipeline.store().bucket())
                .put("key", key).put("etag", etag).put("size", 42).put("lastModified", "2026-01-01T00:00:00Z");
        return event;
    }

    private static ObjectNode attributes(String type) {
        return Json.MAPPER.createObjectNode().put("specversion", "1.0").put("id", "1").put("source", "/test")
                .put("type", type).put("datacontenttype", "application/json");
    }
}
