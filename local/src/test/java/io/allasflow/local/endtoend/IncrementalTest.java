package io.allasflow.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.Stage;
import io.allasflow.local.broker.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Work is done once, where something changed, and again where it was undone.
class IncrementalTest {
    private static final String CONFIG = "pipeline/config/pipeline.yaml";
    private static final List<String> DATASETS = List.of("a", "b/c", "d e", "ö");

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(IncrementalTest.class, Map.of("AUDIT_EVERY_SCANS", "1"));
        for (var dataset : DATASETS) {
            pipeline.store().put(dataset + ".csv", "id;value\n1;1,5\n2;\n3;2,5\n");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        pipeline.close();
    }

    @BeforeEach
    void settle() throws Exception {
        pipeline.settle();
        pipeline.forget();
    }

    @Test
    void aSecondPingSendsNothing() throws Exception {
        var before = outputs();
        assertThat(pipeline.scan()).isEqualTo(report(4, 0, 0));
        assertThat(pipeline.activities()).isEmpty();
        assertThat(outputs()).isEqualTo(before);
    }

    @Test
    void aChangedObjectIsProcessedAlone() throws Exception {
        var before = outputs();
        var etag = pipeline.store().put("b/c.csv", "id;value\n1;1,5\n2;" + System.nanoTime() + "\n");
        assertThat(pipeline.scan()).isEqualTo(report(3, 1, 0));
        for (var type : List.of(EventTypes.INGESTED, EventTypes.CLEANED, EventTypes.SUMMARIZED)) {
            assertThat(pipeline.accepted(type)).extracting(Event::subject).containsExactly("b/c");
        }
        assertThat(pipeline.status("b/c").at("/source/etag").asText()).isEqualTo(etag);
        assertThat(pipeline.status("b/c").at("/history/0/state").asText()).isEqualTo("summarized");
        var after = outputs();
        for (var output : Output.values()) {
            var key = pipeline.store().layout().output(output, "b/c").key();
            assertThat(after.remove(key)).isNotNull();
            before.remove(key);
        }
        after.remove(pipeline.store().layout().indexPage().key());
        before.remove(pipeline.store().layout().indexPage().key());
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aNewConfigurationProcessesEverythingAgain() throws Exception {
        pipeline.store().put(CONFIG, "clean:\n  missing:\n    numbers: keep\n");
        assertThat(pipeline.scan()).isEqualTo(report(0, 4, 0));
        var hashes = new HashMap<String, String>();
        for (var dataset : DATASETS) {
            var status = pipeline.status(dataset);
            assertThat(status.path("state").asText()).isEqualTo("summarized");
            hashes.put(dataset, status.path("configHash").asText());
            assertThat(pipeline.store().json(Output.QUALITY, dataset).at("/columns/1/imputed").asInt()).isZero();
        }
        assertThat(hashes.values()).doesNotContain("defaults").containsOnly(hashes.get("a"));
        pipeline.store().delete(CONFIG);
        assertThat(pipeline.scan()).isEqualTo(report(0, 4, 0));
        assertThat(pipeline.status("a").path("configHash").asText()).isEqualTo("defaults");
    }

    @Test
    void aBrokenConfigurationSendsNothingAndSaysWhere() throws Exception {
        pipeline.store().put(CONFIG, "clean:\n  missing: [\n");
        try {
            var answer = pipeline.ping();
            assertThat(answer.statusCode()).isEqualTo(400);
            var body = Json.MAPPER.readTree(answer.body());
            assertThat(body.path("code").asText()).isEqualTo("CONFIG_INVALID");
            assertThat(body.path("message").asText()).contains("config/pipeline.yaml").contains("line");
            pipeline.awaitIdle();
            assertThat(pipeline.activities()).isEmpty();
        } finally {
            pipeline.store().delete(CONFIG);
        }
    }

    @Test
    void whatSomeoneOverwroteIsMadeAgain() throws Exception {
        var overwritten = Map.of("a", Output.RAW, "b/c", Output.QUALITY, "d e", Output.CLEANED, "ö", Output.REPORT);
        var before = outputs();
        for (var output : overwritten.entrySet()) {
            pipeline.store().put(pipeline.store().layout().output(output.getValue(), output.getKey()).key(), "by hand");
        }
        assertThat(pipeline.scan()).isEqualTo(report(0, 4, 4));
        pipeline.settle();
        assertThat(withoutStatus(outputs())).isEqualTo(withoutStatus(before));
        assertThat(DATASETS).allSatisfy(
                dataset -> assertThat(pipeline.status(dataset).path("state").asText()).isEqualTo("summarized"));
    }

    @Test
    void whatSomeoneDeletedIsMadeAgain() throws Exception {
        var before = outputs();
        for (var output : Stage.allOutputs()) {
            pipeline.store().delete(pipeline.store().layout().output(output, "d e").key());
        }
        assertThat(pipeline.scan()).isEqualTo(report(3, 1, 1));
        pipeline.settle();
        assertThat(withoutStatus(outputs())).isEqualTo(withoutStatus(before));
    }

    @Test
    void aDeletedSourceIsToldAndItsOutputsStayUntilTheyAreToGo() throws Exception {
        var table = pipeline.store().get("d e.csv").map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow();
        pipeline.store().delete("d e.csv");
        assertThat(pipeline.scan().path("deleted").asInt()).isEqualTo(1);
        assertThat(pipeline.status("d e").path("state").asText()).isEqualTo("summarized");
        assertThat(pipeline.status("d e").path("sourceDeleted").asText()).startsWith("20").endsWith("Z");
        var page = pipeline.store().get(pipeline.store().layout().indexPage().key()).orElseThrow();
        assertThat(new String(page, StandardCharsets.UTF_8)).contains("The source was deleted");
        assertThat(pipeline.scan().path("deleted").asInt()).isZero();

        pipeline.store().put("d e.csv", table);
        pipeline.settle();
        assertThat(pipeline.status("d e").has("sourceDeleted")).isFalse();
        pipeline.store().put(CONFIG, "scan:\n  deletedSources: remove\n");
        try {
            pipeline.settle();
            pipeline.store().delete("d e.csv");
            // By the first, if no scan has seen yet that it is done.
            assertThat(pipeline.scan().path("deleted").asInt() + pipeline.scan().path("deleted").asInt()).isEqualTo(1);
            assertThat(outputs().keySet()).noneMatch(key -> key.contains("/d e."));
        } finally {
            pipeline.store().delete(CONFIG);
            pipeline.store().put("d e.csv", table);
        }
    }

    /// Nor the index, which tells when each status changed.
    private static SortedMap<String, String> withoutStatus(SortedMap<String, String> outputs) {
        outputs.keySet()
                .removeIf(key -> key.startsWith("pipeline/status/") || key.equals("pipeline/reports/index.html"));
        return outputs;
    }

    private static SortedMap<String, String> outputs() {
        var outputs = new TreeMap<>(pipeline.store().list("pipeline/"));
        outputs.keySet().removeIf(key -> key.startsWith("pipeline/state/"));
        return outputs;
    }

    private static JsonNode report(long upToDate, long sent, long repaired) throws IOException {
        return Json.MAPPER.readTree("{\"listed\": 4, \"upToDate\": " + upToDate + ", \"waiting\": 0, \"sent\": " + sent
                + ", \"repaired\": " + repaired + ", \"deferred\": 0, \"unsent\": 0, \"deleted\": 0}");
    }
}
