package io.allasflow.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.clean.CleanFunction;
import io.allasflow.clean.engine.ledger.RawRebuild;
import io.allasflow.core.config.Settings;
import io.allasflow.core.csv.CanonicalCsv;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageRunner;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.ingest.IngestFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A line that is no JSON, among lines that are: it is neither lost nor takes part in a column.
class DamagedLinesTest {
    private static final Settings SETTINGS = Settings
            .from(Map.of("DATA_BUCKET", "bucket", "ALLAS_ACCESS_KEY", "a", "ALLAS_SECRET_KEY", "s"));

    private final MemoryObjectStore store = new MemoryObjectStore();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n{"a":3,"b":"z\n{"a":4,"b":"z"}' | '{"a":3,"b":"z' | WRONG_WIDTH | 1 cells where the header has 2
            '{"a":1}\n{"a":2}\n 3, "oops"\n{"a":4}'                             | ' 3, "oops"'    | WRONG_WIDTH | 2 cells where the header has 1
            '{"a":1,"b":2}\n{"a":2}\n=1+1\n{"a":4}'                             | =1+1            | WRONG_WIDTH | 1 cells where the header has 2
            '{"a":1,"b":2}\n{"a":2}\n\u00a0\n{"a":4}'                           | '\u00a0'        | EMPTY_ROW   | ''
            """)
    void is_among_the_rejected_rows(String source, String line, String reason, String detail) throws IOException {
        clean(source);

        assertThat(records(Output.REJECTED)).hasSize(2);
        var rejected = records(Output.REJECTED).getLast();
        assertThat(rejected.toList().subList(0, 3)).containsExactly("3", reason, detail);
        assertThat(CanonicalCsv.parse(stream(rejected.get(3).getBytes(StandardCharsets.UTF_8))).getRecords())
                .singleElement().extracting(cells -> cells.get(0)).isEqualTo(line);
        assertThat(records(Output.CLEANED)).extracting(row -> row.get(0)).containsExactly("a", "1", "2", "4");
        var quality = json(Output.QUALITY);
        assertThat(quality.path("droppedColumns")).isEmpty();
        assertThat(quality.at("/rows/read").asInt()).isEqualTo(4);
        assertThat(json(Output.STATUS).at("/dialect/damagedLines")).extracting(JsonNode::asInt).containsExactly(3);
        assertThat(rebuilt()).isEqualTo(text(Output.RAW));
    }

    /// A value that is no object, among records that are, takes part in no column either.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n 5\n{"a":4,"b":"z"}'          | 5
            '{"a":1}\n{"a":2}\n"two, three"\n{"a":4}'                        | '"two, three"'
            '[{"a":1,"b":2},{"a":2},["x", {"y": 1.50}],{"a":4}]'              | '["x",{"y":1.50}]'
            '{"rows":[{"a":1,"b":2},{"a":2},null,{"a":4}]}'                   | null
            """)
    void another_value_is_among_the_rejected_rows(String source, String value) throws IOException {
        clean(source);

        var rejected = records(Output.REJECTED).getLast();
        assertThat(rejected.toList().subList(0, 2)).containsExactly("3", "WRONG_WIDTH");
        assertThat(CanonicalCsv.parse(stream(rejected.get(3).getBytes(StandardCharsets.UTF_8))).getRecords())
                .singleElement().extracting(cells -> cells.get(0)).isEqualTo(value);
        assertThat(records(Output.CLEANED)).extracting(row -> row.get(0)).containsExactly("a", "1", "2", "4");
        assertThat(json(Output.STATUS).at("/dialect/otherRecords").asInt()).isEqualTo(1);
        assertThat(rebuilt()).isEqualTo(text(Output.RAW));
    }

    @Test
    void an_object_among_arrays_is_among_the_rejected_rows() throws IOException {
        clean("[1,\"x\"]\n[2,\"y\"]\n{\"total\": 3}\n[4,\"z\"]");

        assertThat(records(Output.REJECTED).getLast().toList()).startsWith("3", "WRONG_WIDTH")
                .endsWith("\"{\"\"total\"\":3}\"");
        assertThat(records(Output.CLEANED)).extracting(row -> row.get(0)).containsExactly("column_1", "1", "2", "4");
        assertThat(rebuilt()).isEqualTo(text(Output.RAW));
    }

    /// Quotes are doubled in the raw table, and again among the rejected rows.
    @Test
    void may_be_as_long_as_a_record() throws IOException {
        clean("{\"a\":1}\n{\"a\":2}\n{" + "\"".repeat((4 << 20) - 2) + "\n");

        assertThat(records(Output.REJECTED).getLast().get(1)).isEqualTo("WRONG_WIDTH");
        assertThat(rebuilt()).isEqualTo(text(Output.RAW));
    }

    private void clean(String source) {
        var layout = SETTINGS.layout();
        var object = PipelineEvent.Source
                .of(store.put(layout.source("x.csv"), source.getBytes(StandardCharsets.UTF_8)));
        var runner = new StageRunner(store, layout,
                Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC), "test");
        var ingested = new IngestFunction(runner, (_, _) -> {}, SETTINGS).ingest(
                new Envelope("test", EventTypes.DISCOVERED, "/test", null, Map.of()).wrap(new PipelineEvent("x",
                        object, null, null, null, null, null)));
        assertThat(new CleanFunction(runner).clean(ingested).type()).isEqualTo(EventTypes.CLEANED);
    }

    private String rebuilt() throws IOException {
        var raw = new ByteArrayOutputStream();
        RawRebuild.rebuild(stream(bytes(Output.QUALITY)), stream(bytes(Output.CLEANED)),
                stream(bytes(Output.CHANGES)), stream(bytes(Output.REJECTED)), raw);
        return raw.toString(StandardCharsets.UTF_8);
    }

    private List<CSVRecord> records(Output output) throws IOException {
        try (var parser = CanonicalCsv.parse(stream(bytes(output)))) {
            return parser.getRecords();
        }
    }

    private JsonNode json(Output output) throws IOException {
        return Json.MAPPER.readTree(bytes(output));
    }

    private String text(Output output) {
        return new String(bytes(output), StandardCharsets.UTF_8);
    }

    private byte[] bytes(Output output) {
        return store.bytes(SETTINGS.layout().output(output, "x")).orElseThrow();
    }

    private static ByteArrayInputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
