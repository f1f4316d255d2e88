package io.allasflow.summarize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.StageRunner;
import io.allasflow.core.stage.StageWork;
import io.allasflow.core.status.Comparison;
import io.allasflow.core.status.Metrics;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectRef;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SummarizeWorkTest {
    private static final BucketLayout LAYOUT = new BucketLayout("data", "", "data", "pipeline/");
    private static final ObjectRef SOURCE = LAYOUT.source("d.csv");
    private static final String FIRST = "name,price\na,1.5\nb,2.5\n";
    private static final String SECOND = "name,price\na,11.5\nb,12.5\nc,\n";

    private Consumer<String> hook = _ -> {};
    private final MemoryObjectStore store = new MemoryObjectStore() {
        @Override
        protected void beforeCall(String call) {
            hook.accept(call);
        }
    };

    @Test
    void tells_what_changed_since_the_version_before() {
        summarize(cleaned(FIRST));
        assertThat(status().comparison()).isNull();
        assertThat(status().metrics()).isEqualTo(new Metrics(2, 2, 0.0));
        summarize(cleaned(SECOND));
        assertIsOfTheTwo(status());
        assertThat(status().metrics()).isEqualTo(new Metrics(3, 2, 100 / 6.0));
        assertThat(status().history().getFirst()).extracting(Status.Past::rows, Status.Past::columns,
                Status.Past::missing, Status.Past::size).containsExactly(2L, 2, 0.0, (long) FIRST.length());
    }

    @Test
    void a_repeat_compares_a_version_with_nothing_and_keeps_what_is_told() {
        summarize(cleaned(FIRST));
        var second = cleaned(SECOND);
        summarize(second);
        var told = status();
        summarize(second);
        assertThat(status()).isEqualTo(told);
        summarize(cleaned(FIRST));
        assertThat(status().told().orElseThrow().rows()).isEqualTo(new Comparison.Rows(3, 2));
    }

    /// Wherever a worker dies, the one after him ends with the same comparison, or the version would be compared with itself.
    @Test
    void a_crash_anywhere_changes_nothing_of_it() {
        for (var calls = 0; crashesAt(calls); calls++) {
            assertIsOfTheTwo(status());
        }
    }

    private boolean crashesAt(int calls) {
        hook = _ -> {};
        store.refs().forEach(store::delete);
        summarize(cleaned(FIRST));
        var second = cleaned(SECOND);
        var left = new int[]{calls};
        hook = call -> {
            if (left[0]-- <= 0) {
                throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, call);
            }
        };
        try {
            summarize(second);
            assertThat(calls).isGreaterThan(10);
            return false;
        } catch (PipelineException dead) {
            hook = _ -> {};
            summarize(second);
            return true;
        }
    }

    /// Of two workers on one version, each may overwrite what the other told.
    @Test
    void a_status_that_another_writer_overwrites_meanwhile_tells_it_at_last() {
        summarize(cleaned(FIRST));
        var second = cleaned(SECOND);
        var old = store.bytes(LAYOUT.output(Output.STATUS, "d")).orElseThrow();
        hook = call -> {
            if (call.equals("PUT " + LAYOUT.output(Output.SUMMARY, "d"))) {
                store.put(LAYOUT.output(Output.STATUS, "d"), old);
            }
        };
        summarize(second);
        assertIsOfTheTwo(status());
    }

    @Test
    void what_is_no_summary_is_not_compared_with() throws IOException {
        for (var damage : new String[]{"", "null", "[]", "{\"rows\": 3}", "{\"rows\": 3, \"columns\": [{}]}",
            "\u0000"}) {
            summarize(cleaned(FIRST));
            var ref = LAYOUT.output(Output.SUMMARY, "d");
            try (var out = store.create(ref, "", store.head(ref).orElseThrow().metadata())) {
                out.write(damage.getBytes(UTF_8));
                out.commit();
            }
            summarize(cleaned(SECOND));
            assertThat(status().state()).isEqualTo(Status.State.SUMMARIZED);
            assertThat(status().comparison()).as(damage).isNull();
        }
    }

    @Test
    void tells_how_the_source_was_read_even_if_the_status_forgot() {
        var event = cleaned(FIRST);
        store.delete(LAYOUT.output(Output.STATUS, "d"));
        summarize(event);
        assertThat(store.text(LAYOUT.output(Output.REPORT, "d"))).contains("Delimited text, UTF-8, by semicolon");
        store.delete(LAYOUT.output(Output.READING, "d"));
        assertThatThrownBy(() -> summarize(event)).isInstanceOf(PipelineException.class);
    }

    private static void assertIsOfTheTwo(Status status) {
        assertThat(status.state()).isEqualTo(Status.State.SUMMARIZED);
        var told = status.told().orElseThrow();
        assertThat(told.from().sourceEtag()).isEqualTo(status.history().getFirst().sourceEtag())
                .isNotEqualTo(told.to().sourceEtag());
        assertThat(told.rows()).isEqualTo(new Comparison.Rows(2, 3));
        assertThat(told.columns()).isEqualTo(new Comparison.Columns(2, 2, 0, 0, 0, 2));
        assertThat(told.changed()).extracting(change -> change.name() + " " + change.most().word())
                .containsExactly("price mean", "name distinct");
        assertThat(told.changed().getFirst().before().mean()).isEqualTo(2.0);
        assertThat(told.changed().getFirst().after())
                .returns(2L, Comparison.Figures::count).returns(1L, Comparison.Figures::missing)
                .returns(12.0, Comparison.Figures::mean);
    }

    /// As the stages before would: the source is the cleaned table.
    private CloudEvent<PipelineEvent> cleaned(String table) {
        var etag = store.put(SOURCE, table.getBytes(UTF_8)).etag();
        var source = new PipelineEvent.Source("data", SOURCE.key(), etag, 1, Instant.EPOCH);
        var discovered = new Envelope("1", EventTypes.DISCOVERED, "/test", null, Map.of())
                .wrap(new PipelineEvent("d", source, null, null, null, null, null));
        var reading = Json.MAPPER.createObjectNode().put("format", "delimited").put("encoding", "UTF-8")
                .put("delimiter", ";");
        var ingested = runner().handle(Stage.INGEST, discovered, context -> {
            try (var in = context.open();
                    var told = context.create(Output.READING);
                    var raw = context.create(Output.RAW)) {
                told.write(Json.MAPPER.writeValueAsBytes(reading));
                told.commit();
                in.transferTo(raw);
                return new StageWork.Made(raw.commit(), 2, null, reading);
            }
        });
        return runner().handle(Stage.CLEAN, ingested, SummarizeWorkTest::clean);
    }

    private static StageWork.Made clean(StageContext context) throws IOException {
        for (var output : new Output[]{Output.REJECTED, Output.CHANGES, Output.QUALITY}) {
            try (var out = context.create(output)) {
                out.write("""
                        {"columns": [{"name": "name", "type": "text"}, {"name": "price", "type": "decimal"}]}"""
                        .getBytes(UTF_8));
                out.commit();
            }
        }
        try (var in = context.open(); var cleaned = context.create(Output.CLEANED)) {
            in.transferTo(cleaned);
            return new StageWork.Made(cleaned.commit(), 2, "pass", Json.MAPPER.createObjectNode());
        }
    }

    private void summarize(CloudEvent<PipelineEvent> event) {
        new SummarizeFunction(runner()).summarize(event);
    }

    private StageRunner runner() {
        return new StageRunner(store, LAYOUT, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), "1");
    }

    private Status status() {
        return new StatusStore(store, LAYOUT).read("d").orElseThrow();
    }
}
