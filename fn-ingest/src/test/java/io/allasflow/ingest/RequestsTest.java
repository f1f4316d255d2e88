package io.allasflow.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.stage.StageRunner;
import io.allasflow.core.store.MemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a small object costs: its time is that of its requests.
class RequestsTest {
    private static final String CONFIG = "GET data/pipeline/config/pipeline.yaml";

    private Instant now = Instant.EPOCH;
    private final List<String> calls = new ArrayList<>();
    private final MemoryObjectStore store = new MemoryObjectStore() {
        @Override
        protected void beforeCall(String call) {
            calls.add(call);
        }
    };
    private final InstantSource time = () -> now;
    private final StageRunner runner = new StageRunner(store, Ingested.LAYOUT, time.withZone(ZoneOffset.UTC), "test");

    @BeforeEach
    void readTheConfiguration() {
        ingest("first.csv", "a,b\n1,2\n", "defaults");
    }

    @Test
    void are_six_for_a_small_table() {
        assertThat(ingest("x.csv", "a;b\n1;2\n", "defaults")).containsExactly("GET data/x.csv",
                "PUT data/pipeline/raw/x.csv", "PUT data/pipeline/raw/x.json", "GET data/pipeline/status/x.json",
                "PUT data/pipeline/status/x.json",
                "HEAD data/x.csv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x.csv  | '{"a":1}\n{"a":2}\n'   | 6
            x.csv  | 'Some words.\nAnd some more words.\n' | 6
            x.tsv  | 'a\tb\n1\t2\n'         | 8
            x      | 'a,b\n1,2\n'           | 8
            x.csv  | '<html></html>'        | 4
            """)
    void are_few_for_any_small_object(String key, String text, int requests) {
        assertThat(ingest(key, text, "defaults")).hasSize(requests);
    }

    @Test
    void are_one_more_if_the_sender_had_another_configuration() {
        assertThat(ingest("x.csv", "a,b\n1,2\n", "0123456789abcdef")).contains(CONFIG).hasSize(7);
        assertThat(ingest("x.csv", "a,b\n1,2\n", null)).contains(CONFIG).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "10, 6", "11, 7"})
    void are_one_more_after_a_while(int seconds, int requests) {
        now = now.plus(Duration.ofSeconds(seconds));

        assertThat(ingest("x.csv", "a,b\n1,2\n", "defaults")).hasSize(requests);
    }

    @Test
    void meet_a_new_configuration_at_once() {
        store.put(Ingested.LAYOUT.own(PipelineConfig.KEY), "ingest: {header: no}".getBytes(UTF_8));
        var hash = PipelineConfig.load(store, Ingested.LAYOUT).hash();

        ingest("x.csv", "a,b\n1,2\n", hash);

        assertThat(store.text(Ingested.LAYOUT.output(Output.RAW, "x")))
                .isEqualTo("column_1,column_2\na,b\n1,2\n");
    }

    private List<String> ingest(String key, String text, String configHash) {
        var object = store.put(Ingested.LAYOUT.source(key), text.getBytes(UTF_8));
        var source = PipelineEvent.Source.of(object);
        calls.clear();
        runner.handle(Stage.INGEST, new Envelope("test", EventTypes.DISCOVERED, "/test", null, Map.of())
                .wrap(new PipelineEvent(Ingested.LAYOUT.dataset(source), source, null, null, configHash, null, null)),
                new IngestWork());
        return calls;
    }
}
