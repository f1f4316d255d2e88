package io.allasflow.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.local.broker.Event;
import io.allasflow.local.endtoend.Http.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// From a configuration in the bucket and a ping to a report, of data that an API has.
@Tag("slow")
class RestSourcesTest {
    private static final String SECRET = "hunter2-58b2f0";
    private static final String STATE = "pipeline/sources/prices.json";
    private static final String DATASET = "rest/prices.ndjson";

    private final Http http = new Http();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer api;
    private Pipeline pipeline;
    private volatile String last = "3.5";
    private volatile int refusal;

    @BeforeEach
    void start() throws Exception {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/prices", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                var authorization = exchange.getRequestHeaders().getFirst("Authorization");
                if (refusal != 0 || !("Bearer " + SECRET).equals(authorization)) {
                    exchange.sendResponseHeaders(refusal == 0 ? 401 : refusal, -1);
                    return;
                }
                boolean first = exchange.getRequestURI().getRawQuery().equals("size=2");
                if (first) {
                    exchange.getResponseHeaders().add("Link", "</prices?page=2>; rel=\"next\"");
                }
                var body = ("{\"items\": [" + (first
                        ? "{\"id\": 1, \"at\": {\"town\": \"Oulu\"}, \"price\": 1.50}, {\"id\": 2, \"price\": 2.50}"
                        : "{\"id\": 3, \"price\": " + last + "}") + "], \"served\": " + System.nanoTime() + "}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        api.start();
        int port = api.getAddress().getPort();
        pipeline = Pipeline.start(RestSourcesTest.class, Map.of("SOURCE_ALLOWED_HOSTS", "localhost:" + port,
                "SOURCE_SECRET_TOKEN", SECRET, "QUARKUS_LOG_LEVEL", "DEBUG"));
        pipeline.store().put("pipeline/config/pipeline.yaml", """
                sources:
                  - name: prices
                    url: http://localhost:%d/prices
                    headers: {Authorization: "Bearer ${SOURCE_SECRET_TOKEN}"}
                    records: /items
                    pagination: {type: link, size: 2, sizeParameter: size}
                """.formatted(port));
    }

    @AfterEach
    void stop() throws IOException {
        for (var key : pipeline.store().list("").keySet()) {
            assertThat(new String(pipeline.store().get(key).orElseThrow(), StandardCharsets.UTF_8))
                    .doesNotContain(SECRET);
        }
        assertThat(pipeline.activities().toString()).doesNotContain(SECRET);
        assertThat(http.answers()).allSatisfy(answer -> assertThat(answer).doesNotContain(SECRET));
        pipeline.close();
        api.stop(0);
        try (var logs = Files.list(pipeline.logs())) {
            for (var log : logs.toList()) {
                assertThat(Files.readString(log)).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void aPingBringsAnApiIntoTheBucketAndToAReport() throws Exception {
        pipeline.scan();
        assertThat(pipeline.status(DATASET).path("state").asText()).isEqualTo("summarized");
        assertThat(pipeline.store().text(Output.RAW, DATASET))
                .isEqualTo("id,at.town,price\n1,Oulu,1.50\n2,,2.50\n3,,3.5\n");
        assertThat(pipeline.accepted(EventTypes.SOURCE_DUE)).extracting(Event::subject).containsExactly("prices");
        var state = state();
        assertThat(state.path("state").asText()).isEqualTo("changed");
        assertThat(List.of(state.path("records").asInt(), state.path("pages").asInt())).containsExactly(3, 2);
        assertThat(state.at("/object/key").asText()).isEqualTo(DATASET);

        // Not due.
        pipeline.forget();
        pipeline.settle();
        assertThat(pipeline.accepted(EventTypes.SOURCE_DUE)).isEmpty();
        assertThat(requests).hasValue(2);

        // The same records again.
        pipeline.store().delete(STATE);
        pipeline.scan();
        assertThat(requests).hasValue(4);
        assertThat(state().path("state").asText()).isEqualTo("unchanged");
        assertThat(pipeline.accepted(EventTypes.DISCOVERED)).isEmpty();

        // A person with curl, and new data.
        last = "4.75";
        var answer = http.post(pipeline.url("fn-ingest"), due("{\"name\": \"prices\"}"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.header("ce-type")).isEqualTo(EventTypes.DISCOVERED);
        var ingested = http.post(pipeline.url("fn-ingest"), Message.of(answer));
        assertThat(ingested.header("ce-type")).isEqualTo(EventTypes.INGESTED);
        assertThat(pipeline.store().text(Output.RAW, DATASET)).endsWith("3,,4.75\n");

        // What was fetched stays when the API fails.
        refusal = 403;
        assertThat(http.post(pipeline.url("fn-ingest"), due("{\"name\": \"prices\"}")).statusCode()).isEqualTo(204);
        assertThat(state().at("/error/code").asText()).isEqualTo("API_REFUSED");
        refusal = 500;
        var failed = http.post(pipeline.url("fn-ingest"), due("{\"name\": \"prices\"}"));
        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(failed.<String>path("code")).isEqualTo("API_UNAVAILABLE");
        assertThat(pipeline.store().get(DATASET)).isPresent();
        for (var bad : List.of("{\"name\": \"other\"}", "{}", "null", "{\"name\": [1]}", "{\"since\": \"x\"}")) {
            assertThat(http.post(pipeline.url("fn-ingest"), due(bad)).statusCode()).as(bad).isEqualTo(400);
        }
    }

    private JsonNode state() throws IOException {
        return Json.MAPPER.readTree(pipeline.store().get(STATE).orElseThrow());
    }

    private static Message due(String data) {
        return new Message(Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/curl", "ce-type",
                EventTypes.SOURCE_DUE), Http.JSON, data);
    }
}
