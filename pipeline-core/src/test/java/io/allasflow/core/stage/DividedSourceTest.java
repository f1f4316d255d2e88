package io.allasflow.core.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectRef;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A source that is several datasets: each part goes its own way, under the same rules as a whole source.
class DividedSourceTest {
    private static final BucketLayout LAYOUT = new BucketLayout("data", "in/", "data", "pipeline/");
    private static final ObjectRef SOURCE = LAYOUT.source("in/book.xlsx");
    private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final StageRunner runner = new StageRunner(store, LAYOUT, Clock.fixed(NOW, ZoneOffset.UTC), "1.0");

    /// Parts are words; one word alone is no part.
    private StageWork.Result divide(StageContext context) throws IOException {
        String text;
        try (var in = context.open()) {
            text = new String(in.readAllBytes(), UTF_8);
        }
        var words = List.of(text.split(" "));
        var part = context.source().part();
        if (part == null ? words.size() > 1 : !words.contains(part) || words.size() == 1) {
            return part == null
                    ? new StageWork.Divided(words, Json.MAPPER.createObjectNode().put("words", words.size()))
                    : new StageWork.NoSuchPart();
        }
        for (var rival : context.layout().rivalsOf(context.source())) {
            if (store.head(LAYOUT.source(rival)).isPresent()) {
                throw new PipelineException(ErrorCode.DATASET_CONFLICT, rival);
            }
        }
        try (var reading = context.create(Output.READING); var writer = context.create(Output.RAW)) {
            reading.commit();
            writer.write((part == null ? text : part).getBytes(UTF_8));
            return new StageWork.Made(writer.commit(), 1, null, null);
        }
    }

    private CloudEvent<PipelineEvent> ingest(String etag, String part) {
        var source = new PipelineEvent.Source("data", SOURCE.key(), part, etag, 1, Instant.EPOCH);
        return runner.handle(Stage.INGEST, new Envelope("cause", EventTypes.DISCOVERED, "/test", null, Map.of())
                .wrap(new PipelineEvent(LAYOUT.dataset(source), source, null, null, null, null, null)), this::divide);
    }

    private String put(String text) {
        return store.put(SOURCE, text.getBytes(UTF_8)).etag();
    }

    private Status status(String dataset) {
        return new StatusStore(store, LAYOUT).read(dataset).orElseThrow();
    }

    @Test
    void tells_its_parts() {
        var etag = put("one two");
        var answer = ingest(etag, null);

        assertThat(answer.type()).isEqualTo(EventTypes.DIVIDED);
        assertThat(answer.id()).isEqualTo("book.xlsx@" + etag + "#divided#defaults");
        assertThat(answer.data().parts()).containsExactly("one", "two");
        assertThat(answer.data().object()).isNull();
        var status = status("book.xlsx");
        assertThat(status.state()).isEqualTo(Status.State.DIVIDED);
        assertThat(status.parts()).containsExactly("one", "two");
        assertThat(status.dialect().path("words").asInt()).isEqualTo(2);
        assertThat(status.stages())
                .containsExactly(new Status.StageRun("ingest", Status.State.DIVIDED, NOW, 0, null, null, null));
    }

    @Test
    void each_part_is_a_dataset_to_its_end() {
        var etag = put("one two");
        var answer = ingest(etag, "two");

        assertThat(answer.type()).isEqualTo(EventTypes.INGESTED);
        assertThat(answer.data().dataset()).isEqualTo("book.xlsx/two");
        assertThat(answer.data().source().part()).isEqualTo("two");
        assertThat(answer.data().object().key()).isEqualTo("pipeline/raw/book.xlsx/two.csv");
        assertThat(store.head(LAYOUT.output(Output.RAW, "book.xlsx/two")).orElseThrow().metadata())
                .containsEntry("source-key", "in/book.xlsx").containsEntry("source-part", "two");
        var cleaned = clean(answer);
        assertThat(cleaned.data().source()).isEqualTo(answer.data().source());
        assertThat(status("book.xlsx/two").source().part()).isEqualTo("two");
        assertThat(status("book.xlsx/two").state()).isEqualTo(Status.State.CLEANED);
    }

    @Test
    void a_part_that_is_gone_is_nothing_to_do() {
        var etag = put("one two");
        assertThat(ingest(etag, "three")).isNull();
        put("one");
        assertThat(ingest(etag, "one")).isNull();
        assertThat(new StatusStore(store, LAYOUT).read("book.xlsx/three")).isEmpty();
        assertThat(new StatusStore(store, LAYOUT).read("book.xlsx/one")).isEmpty();
    }

    @Test
    void an_old_event_about_the_whole_divides_what_is_there_now() {
        var old = put("one two");
        put("three four");

        assertThat(ingest(old, null).data().parts()).containsExactly("three", "four");
        assertThat(status("book.xlsx").parts()).containsExactly("three", "four");
    }

    @Test
    void a_source_of_that_name_goes_before_a_part() {
        var etag = put("one two");
        ingest(etag, "one");
        store.put(LAYOUT.source("in/book.xlsx/one"), "rival".getBytes(UTF_8));

        var answer = ingest(etag, "one");
        assertThat(answer.data().error().code()).isEqualTo("DATASET_CONFLICT");
        assertThat(status("book.xlsx/one").isConflict(answer.data().source())).isTrue();
        assertThat(status("book.xlsx/one").state()).isEqualTo(Status.State.INGESTED);
    }

    @Test
    void a_source_of_that_name_that_comes_meanwhile_takes_the_dataset() {
        var etag = put("one two");
        var source = new PipelineEvent.Source("data", SOURCE.key(), "one", etag, 1, Instant.EPOCH);
        boolean[] put = {false};
        var answer = runner.handle(Stage.INGEST, new Envelope("cause", EventTypes.DISCOVERED, "/test", null, Map.of())
                .wrap(new PipelineEvent("book.xlsx/one", source, null, null, null, null, null)), context -> {
                    var made = divide(context);
                    if (!put[0]) {
                        put[0] = true;
                        store.put(LAYOUT.source("in/book.xlsx/one.csv"), "rival".getBytes(UTF_8));
                    }
                    return made;
                });

        assertThat(answer.data().source().key()).isEqualTo("in/book.xlsx/one.csv");
        assertThat(answer.data().source().part()).isNull();
        assertThat(store.text(LAYOUT.output(Output.RAW, "book.xlsx/one"))).isEqualTo("rival");
        assertThat(status("book.xlsx/one").isConflict(source)).isTrue();
    }

    private CloudEvent<PipelineEvent> clean(CloudEvent<PipelineEvent> ingested) {
        return runner.handle(Stage.CLEAN, ingested, context -> {
            StageWork.Made made = null;
            for (var output : Stage.CLEAN.outputs()) {
                try (var writer = context.create(output)) {
                    made = new StageWork.Made(writer.commit(), 1, "pass", null);
                }
            }
            return made;
        });
    }

    private List<String> outputs() {
        return store.refs().stream().map(ObjectRef::key).filter(key -> key.startsWith("pipeline/")).sorted().toList();
    }

    @Test
    void what_was_made_of_it_as_one_table_goes() {
        clean(ingest(put("one"), null));
        var etag = put("one two");
        ingest(etag, null);
        assertThat(outputs()).containsExactly("pipeline/status/book.xlsx.json");
        assertThat(status("book.xlsx").state()).isEqualTo(Status.State.DIVIDED);

        ingest(etag, "one");
        assertThat(outputs()).containsExactly("pipeline/raw/book.xlsx/one.csv", "pipeline/raw/book.xlsx/one.json",
                "pipeline/status/book.xlsx.json",
                "pipeline/status/book.xlsx/one.json");
    }

    @Test
    void what_was_made_of_a_part_goes_with_the_part() {
        var etag = put("one two");
        ingest(etag, null);
        clean(ingest(etag, "one"));
        var late = ingest(etag, "two");
        ingest(put("one three"), null);
        assertThat(outputs()).contains("pipeline/raw/book.xlsx/one.csv", "pipeline/cleaned/book.xlsx/one.csv")
                .noneMatch(key -> key.contains("two"));

        // An event that comes late leaves nothing either, nor what a worker left that was killed.
        store.put(LAYOUT.output(Output.CLEANED, "book.xlsx/two"), "late".getBytes(UTF_8));
        assertThat(clean(late)).isNull();
        assertThat(ingest(etag, "two")).isNull();
        assertThat(outputs()).noneMatch(key -> key.contains("two"));

        ingest(put("four"), null);
        assertThat(outputs()).containsExactly("pipeline/raw/book.xlsx.csv", "pipeline/raw/book.xlsx.json",
                "pipeline/status/book.xlsx.json");
        assertThat(status("book.xlsx").parts()).isEmpty();
    }

    @Test
    void what_was_made_of_its_parts_stays_while_it_cannot_be_read() {
        var etag = put("one two");
        ingest(etag, null);
        ingest(etag, "one");
        put("damaged");
        var source = new PipelineEvent.Source("data", SOURCE.key(), null, etag, 1, Instant.EPOCH);
        runner.handle(Stage.INGEST, new Envelope("cause", EventTypes.DISCOVERED, "/test", null, Map.of())
                .wrap(new PipelineEvent("book.xlsx", source, null, null, null, null, null)), _ -> {
                    throw new PipelineException(ErrorCode.NOT_A_TABLE, "damaged");
                });
        assertThat(status("book.xlsx").state()).isEqualTo(Status.State.REJECTED);
        assertThat(outputs()).contains("pipeline/raw/book.xlsx/one.csv");

        ingest(put("four"), null);
        assertThat(outputs()).containsExactly("pipeline/raw/book.xlsx.csv", "pipeline/raw/book.xlsx.json",
                "pipeline/status/book.xlsx.json");
    }

    @Test
    void what_a_source_of_a_parts_name_made_stays() {
        var etag = put("one two");
        ingest(etag, null);
        store.put(LAYOUT.source("in/book.xlsx/two"), "rival".getBytes(UTF_8));
        var rival = new PipelineEvent.Source("data", "in/book.xlsx/two", null, "?", 1, Instant.EPOCH);
        runner.handle(Stage.INGEST, new Envelope("cause", EventTypes.DISCOVERED, "/test", null, Map.of())
                .wrap(new PipelineEvent("book.xlsx/two", rival, null, null, null, null, null)), this::divide);
        ingest(put("one three"), null);
        assertThat(store.text(LAYOUT.output(Output.RAW, "book.xlsx/two"))).isEqualTo("rival");
    }

    @Test
    void what_was_made_of_an_input_that_somebody_deleted_stays() {
        var ingested = ingest(put("one"), null);
        clean(ingested);
        store.delete(LAYOUT.output(Output.RAW, "book.xlsx"));

        assertThat(clean(ingested)).isNull();
        assertThat(outputs()).contains("pipeline/cleaned/book.xlsx.csv", "pipeline/quality/book.xlsx.json");
        assertThat(status("book.xlsx").state()).isEqualTo(Status.State.CLEANED);
    }
}
