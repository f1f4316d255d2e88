package io.allasflow.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.stage.Stage;
import io.allasflow.local.broker.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Events that come twice, in any order, late or not at all, and a broker that forgets, leave the same bytes as a quiet
/// run. The simulation does this in hundreds of schedules on the code; here once on the packaged functions.
@Tag("slow")
class FaultsTest {
    private static final long SEED = Long.getLong("faults.seed", 7);
    private static final int TABLES = 8;

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(FaultsTest.class, Map.of("AUDIT_EVERY_SCANS", "3"));
    }

    @AfterAll
    static void stop() throws IOException {
        pipeline.close();
    }

    @Test
    void endsAsAfterAQuietRun() throws Exception {
        var random = new Random(SEED);
        for (int table = 0; table < TABLES; table++) {
            pipeline.store().put("t" + table + ".csv", table(random, 10 << table));
        }
        pipeline.store().put("bad.csv", "\u0000\u0001\u0002");
        pipeline.broker().faults(new Faults(SEED, true, true, 0.2, Duration.ofMillis(100)));
        for (int scan = 0; scan < 3; scan++) {
            assertThat(pipeline.ping().statusCode()).isEqualTo(200);
            Thread.sleep(500);
            pipeline.store().put("t0.csv", table(random, 20));
            pipeline.broker().restart();
        }
        pipeline.settle();
        pipeline.broker().faults(Faults.NONE);
        var disturbed = outputs();

        pipeline.store().list("pipeline/").keySet().forEach(pipeline.store()::delete);
        pipeline.settle();
        assertThat(outputs()).as("seed " + SEED).isEqualTo(disturbed).hasSize(TABLES * Stage.allOutputs().size());
        assertThat(states()).hasSize(TABLES + 1).containsEntry("bad", "rejected").containsEntry("t0", "summarized");
    }

    private static String table(Random random, int rows) {
        var text = new StringBuilder("id,time,value,group\n");
        for (int row = 0; row < rows; row++) {
            text.append(row / 2 * 2).append(",2024-01-01 0").append(row % 10).append(":00,")
                    .append(random.nextInt(10) == 0 ? "" : random.nextInt(1000) / 10.0).append(",g")
                    .append(random.nextInt(3)).append('\n');
        }
        return text.toString();
    }

    /// All outputs but the statuses, which tell when, and the page made of them.
    private static SortedMap<String, String> outputs() {
        var outputs = new TreeMap<String, String>();
        for (var key : pipeline.store().list("pipeline/").keySet()) {
            if (!key.matches("pipeline/(state|status|deadletter)/.*|pipeline/reports/index.html")) {
                outputs.put(key, new String(pipeline.store().get(key).orElseThrow(), StandardCharsets.ISO_8859_1));
            }
        }
        return outputs;
    }

    private static Map<String, String> states() throws IOException {
        var states = new HashMap<String, String>();
        for (var key : pipeline.store().list("pipeline/status/").keySet()) {
            var dataset = key.replaceAll("pipeline/status/|\\.json", "");
            states.put(dataset, pipeline.status(dataset).path("state").asText());
        }
        return states;
    }
}
