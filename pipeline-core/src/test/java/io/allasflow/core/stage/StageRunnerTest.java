package io.allasflow.core.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.config.PipelineConfig;
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
import io.allasflow.core.store.ObjectChangedException;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectRef;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StageRunnerTest {
    private static final BucketLayout LAYOUT = new BucketLayout("data", "", "out", "pipeline/");
    private static final ObjectRef SOURCE = LAYOUT.source("d/a b.csv");
    private static final String DATASET = "d/a b";
    private static final JsonNode FACTS = Json.MAPPER.createObjectNode().put("fact", 1);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /// Called before each store call, with its text.
    private Consumer<String> hook = _ -> {};
    private final List<String> calls = new ArrayList<>();
    private final MemoryObjectStore store = new MemoryObjectStore() {
        @Override
        protected void beforeCall(String call) {
            calls.add(call);
            hook.accept(call);
        }
    };
    private final StageRunner runner = runner("1.0");
    private int runs;

    private StageRunner runner(String programVersion) {
        return new StageRunner(store, LAYOUT, Clock.fixed(NOW, ZoneOffset.UTC), programVersion);
    }

    @Test
    void a_stage_that_is_done_answers_with_the_next_event() {
        var etag = source("abc");
        var answer = runner.handle(Stage.INGEST, discovered(etag), this::copyWork);
        var raw = store.head(out(Output.RAW)).orElseThrow();
        assertThat(store.text(out(Output.RAW))).isEqualTo("abc by raw");
        assertThat(raw.metadata()).containsEntry("source-key", "d/a%20b.csv").containsEntry("source-etag", etag)
                .containsEntry("config-hash", "defaults").containsEntry("program-version", "1.0");
        assertThat(Envelope.of(answer)).isEqualTo(new Envelope("d/a%20b@" + etag + "#ingested#defaults",
                EventTypes.INGESTED, "/allasflow/fn-ingest/data", "d/a%20b",
                Map.of("correlationid", "scan-1", "causationid", "cause", "partitionkey", "d/a%20b")));
        assertThat(answer.data()).isEqualTo(new PipelineEvent(DATASET,
                PipelineEvent.Source.of(store.head(SOURCE).orElseThrow()), PipelineEvent.ObjectVersion.of(raw), 3L,
                "defaults", null, null));
        assertThat(status().state()).isEqualTo(Status.State.INGESTED);
        assertThat(status().dialect()).isEqualTo(FACTS);
        assertThat(status().stages())
                .containsExactly(new Status.StageRun("ingest", Status.State.INGESTED, NOW, 0, 3L, 10L, null));
    }

    @Test
    void three_stages_complete_a_dataset() {
        var etag = source("abc");
        var ingested = runner.handle(Stage.INGEST, discovered(etag), this::copyWork);
        var cleaned = runner.handle(Stage.CLEAN, ingested, context -> {
            var result = copyWork(context);
            return new StageWork.Made(result.main(), result.rows(), "warn", FACTS);
        });
        var summarized = runner.handle(Stage.SUMMARIZE, cleaned, context -> {
            var result = copyWork(context);
            return new StageWork.Made(result.main(), result.rows(), "warn", FACTS);
        });
        assertThat(cleaned.extensions()).containsEntry("qualityverdict", "warn");
        assertThat(summarized.extensions()).containsEntry("qualityverdict", "warn")
                .containsEntry("correlationid", "scan-1").containsEntry("causationid", cleaned.id());
        assertThat(summarized.type()).isEqualTo(EventTypes.SUMMARIZED);
        assertThat(status().state()).isEqualTo(Status.State.SUMMARIZED);
        assertThat(status().outputs().keySet()).containsExactlyInAnyOrder("reading", "raw", "cleaned", "quality",
                "changes", "rejected", "parquet", "summary", "report");
        assertThat(status().outputs()).containsEntry("raw", store.head(out(Output.RAW)).orElseThrow().etag());
        assertThat(status().stages()).extracting(Status.StageRun::stage)
                .containsExactly("ingest", "clean", "summarize");
        assertThat(store.refs()).filteredOn(ref -> ref.bucket().equals("data")).containsExactly(SOURCE);
    }

    @Test
    void a_repeat_answers_the_same() {
        var etag = source("abc");
        var first = runner.handle(Stage.INGEST, discovered(etag), this::copyWork);
        var again = runner.handle(Stage.INGEST, discovered(etag), this::copyWork);
        assertThat(Envelope.of(again)).isEqualTo(Envelope.of(first));
        assertThat(again.data()).isEqualTo(first.data());
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void permanent_errors_are_answered_and_others_thrown(ErrorCode code) {
        var event = discovered(source("abc"));
        StageWork work = _ -> {
            throw new PipelineException(code, "it is bad");
        };
        switch (code.kind()) {
            case PERMANENT -> {
                var answer = runner.handle(Stage.INGEST, event, work);
                assertThat(answer.type()).isEqualTo(EventTypes.REJECTED);
                assertThat(answer.id()).isEqualTo("d/a%20b@" + event.data().source().etag() + "#rejected#defaults");
                assertThat(answer.data().error())
                        .isEqualTo(new PipelineEvent.Error(code.name(), "it is bad", code.advice()));
                assertThat(answer.data().object()).isNull();
                if (code == ErrorCode.DATASET_CONFLICT) {
                    assertThat(status().state()).isEqualTo(Status.State.DISCOVERED);
                    assertThat(status().isConflict(event.data().source())).isTrue();
                } else {
                    assertThat(status().state()).isEqualTo(Status.State.REJECTED);
                    assertThat(status().stages().getFirst().error()).isEqualTo(answer.data().error());
                }
            }
            case TRANSIENT, BAD_EVENT -> {
                assertFails(code, () -> runner.handle(Stage.INGEST, event, work));
                assertThat(store.refs()).containsExactly(SOURCE);
            }
        }
    }

    @Test
    void an_old_event_does_nothing_if_all_outputs_are_of_the_current_version() {
        var old = source("old");
        var current = source("new");
        var ingested = runner.handle(Stage.INGEST, discovered(current), this::copyWork);
        runner.handle(Stage.CLEAN, ingested, this::copyWork);
        runs = 0;
        assertThat(runner.handle(Stage.INGEST, discovered(old), this::copyWork)).isNull();
        assertThat(runner.handle(Stage.CLEAN, about(ingested, "old"), this::copyWork)).isNull();
        assertThat(runs).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = Output.class, names = {"REJECTED", "CHANGES", "QUALITY", "CLEANED"})
    void an_old_event_repairs_what_is_missing_of_the_current_version(Output missing) {
        var ingested = runner.handle(Stage.INGEST, discovered(source("abc")), this::copyWork);
        runner.handle(Stage.CLEAN, ingested, this::copyWork);
        store.delete(out(missing));
        var answer = runner.handle(Stage.CLEAN, about(ingested, "old"), this::copyWork);
        assertThat(store.text(out(missing))).isNotNull();
        assertThat(answer.data().object().etag()).isEqualTo(store.head(out(Output.CLEANED)).orElseThrow().etag());
        assertThat(answer.data().source()).isEqualTo(ingested.data().source());
    }

    @Test
    void outputs_of_another_program_or_configuration_are_made_again() {
        var etag = source("abc");
        runner.handle(Stage.INGEST, discovered(etag), this::copyWork);
        assertThat(runner.handle(Stage.INGEST, discovered("old"), this::copyWork)).isNull();
        assertThat(runner("1.1").handle(Stage.INGEST, discovered("old"), this::copyWork)).isNotNull();
        store.put(LAYOUT.own(PipelineConfig.KEY), "ingest: {}".getBytes(UTF_8));
        assertThat(runner("1.1").handle(Stage.INGEST, discovered("old"), this::copyWork)).isNotNull();
        assertThat(status().history()).extracting(Status.Past::programVersion).containsExactly("1.1", "1.0");
    }

    @Test
    void an_input_that_is_gone_is_nothing_to_do() {
        assertThat(runner.handle(Stage.INGEST, discovered("e"), this::copyWork)).isNull();
        assertThat(runs).isZero();
        assertThat(store.refs()).isEmpty();
    }

    @Test
    void an_input_that_goes_meanwhile_is_nothing_to_do() {
        var etag = source("abc");
        hook = call -> {
            if (call.equals("GET " + SOURCE)) {
                hook = _ -> {};
                store.delete(SOURCE);
            }
        };
        assertThat(runner.handle(Stage.INGEST, discovered(etag), this::copyWork)).isNull();
        assertThat(store.refs()).isEmpty();
    }

    @Test
    void an_input_that_goes_after_the_work_gets_no_answer() {
        var etag = source("abc");
        assertThat(runner.handle(Stage.INGEST, discovered(etag), context -> {
            var result = copyWork(context);
            store.delete(SOURCE);
            return result;
        })).isNull();
    }

    static Stream<String> momentsOfChange() {
        return Stream.of("GET data/d/a b.csv", "PUT out/pipeline/raw/d/a b.csv", "PUT out/pipeline/status/d/a b.json");
    }

    @ParameterizedTest
    @MethodSource("momentsOfChange")
    void an_input_that_changes_meanwhile_is_done_again(String moment) {
        var etag = source("old");
        hook = call -> {
            if (call.equals(moment)) {
                hook = _ -> {};
                source("new!");
            }
        };
        var answer = runner.handle(Stage.INGEST, discovered(etag), this::copyWork);
        assertThat(store.text(out(Output.RAW))).isEqualTo("new! by raw");
        assertThat(answer.data().source().etag()).isEqualTo(store.head(SOURCE).orElseThrow().etag())
                .isNotEqualTo(etag);
        assertThat(status().source().etag()).isEqualTo(answer.data().source().etag());
        assertThat(status().stages()).hasSize(1);
    }

    @Test
    void an_input_that_keeps_changing_is_given_up_after_five_rounds() {
        var etag = source("0");
        var rounds = new int[1];
        assertFails(ErrorCode.INPUT_KEEPS_CHANGING,
                () -> runner.handle(Stage.INGEST, discovered(etag), context -> {
                    context.open().close();
                    source("before reading again " + rounds[0]++);
                    return copyWork(context);
                }));
        assertThat(rounds[0]).isEqualTo(5);
        assertThat(runs).isZero();
        assertThat(store.refs()).containsExactly(SOURCE);
        hook = call -> {
            if (call.equals("PUT " + out(Output.RAW))) {
                source("while writing " + runs);
            }
        };
        assertFails(ErrorCode.INPUT_KEEPS_CHANGING,
                () -> runner.handle(Stage.INGEST, discovered(etag), this::copyWork));
        assertThat(runs).isEqualTo(5);
    }

    @Test
    void a_rejection_of_a_version_that_is_past_is_not_answered() {
        var etag = source("bad");
        var answer = runner.handle(Stage.INGEST, discovered(etag), context -> {
            if (context.input().etag().equals(etag)) {
                source("good");
                throw new PipelineException(ErrorCode.MALFORMED_CSV, "bad");
            }
            return copyWork(context);
        });
        assertThat(answer.type()).isEqualTo(EventTypes.INGESTED);
        assertThat(status().state()).isEqualTo(Status.State.INGESTED);
    }

    @Test
    void the_same_bytes_made_from_another_source_version_are_done_again() {
        var ingested = runner.handle(Stage.INGEST, discovered(source("abc")), this::constantWork);
        var before = ingested.data().object().etag();
        var answer = runner.handle(Stage.CLEAN, ingested, context -> {
            if (runs == 1) {
                runner.handle(Stage.INGEST, discovered(source("abcd")), this::constantWork);
            }
            return copyWork(context);
        });
        assertThat(store.head(out(Output.RAW)).orElseThrow().etag()).isEqualTo(before);
        assertThat(answer.data().source().etag()).isEqualTo(store.head(SOURCE).orElseThrow().etag());
        for (var output : Stage.CLEAN.outputs()) {
            assertThat(store.head(out(output)).orElseThrow().metadata()).containsEntry("source-etag",
                    answer.data().source().etag());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Output.class, names = {"RAW", "REJECTED", "CHANGES", "QUALITY"})
    void a_summary_beside_an_output_of_another_version_is_not_complete(Output stale) {
        var ingested = runner.handle(Stage.INGEST, discovered(source("abc")), this::copyWork);
        var cleaned = runner.handle(Stage.CLEAN, ingested, this::copyWork);
        store.put(out(stale), "somebody else's".getBytes(UTF_8));
        var answer = runner.handle(Stage.SUMMARIZE, cleaned, this::copyWork);
        assertThat(answer.type()).isEqualTo(EventTypes.SUMMARIZED);
        assertThat(status().state()).isEqualTo(Status.State.CLEANED);
        assertThat(status().outputs()).isEmpty();
        assertThat(status().stages()).extracting(Status.StageRun::state).contains(Status.State.SUMMARIZED);
    }

    @Test
    void an_input_that_is_not_ours_is_left_to_the_scan() {
        var ingested = runner.handle(Stage.INGEST, discovered(source("abc")), this::copyWork);
        store.put(out(Output.RAW), "by hand".getBytes(UTF_8));
        runs = 0;
        assertThat(runner.handle(Stage.CLEAN, ingested, this::copyWork)).isNull();
        assertThat(runs).isZero();
    }

    @Test
    void another_output_is_read_only_in_the_version_of_the_input() {
        var ingested = runner.handle(Stage.INGEST, discovered(source("abc")), this::copyWork);
        var cleaned = runner.handle(Stage.CLEAN, ingested, this::copyWork);
        StageWork reading = context -> {
            try (var quality = context.open(Output.QUALITY)) {
                assertThat(new String(quality.readAllBytes(), UTF_8)).isEqualTo("abc by raw by quality");
            }
            return copyWork(context);
        };
        assertThat(runner.handle(Stage.SUMMARIZE, cleaned, reading)).isNotNull();
        store.put(out(Output.QUALITY), "by hand".getBytes(UTF_8));
        assertFails(ErrorCode.INPUT_KEEPS_CHANGING, () -> runner.handle(Stage.SUMMARIZE, cleaned, reading));
        store.delete(out(Output.QUALITY));
        assertFails(ErrorCode.INPUT_KEEPS_CHANGING, () -> runner.handle(Stage.SUMMARIZE, cleaned, reading));
    }

    /// The rival may be done and remembered before this one writes: what is written last must be made from the rival.
    @Test
    void a_rival_that_comes_during_the_work_takes_the_dataset() {
        var loser = LAYOUT.source("x");
        var rival = LAYOUT.source("x.csv");
        var etag = store.put(loser, "loser".getBytes(UTF_8)).etag();
        var event = new Envelope("cause", EventTypes.DISCOVERED, "/test", null, Map.of()).wrap(new PipelineEvent("x",
                new PipelineEvent.Source("data", "x", etag, 1, Instant.EPOCH), null, null, null, null, null));
        var answer = runner.handle(Stage.INGEST, event, context -> {
            if (runs == 0) {
                store.put(rival, "rival".getBytes(UTF_8));
            }
            return copyWork(context);
        });
        assertThat(answer.data().source().key()).isEqualTo("x.csv");
        assertThat(store.text(LAYOUT.output(Output.RAW, "x"))).startsWith("rival");
        var status = new StatusStore(store, LAYOUT).read("x").orElseThrow();
        assertThat(status.source().key()).isEqualTo("x.csv");
        assertThat(status.isConflict(event.data().source())).isTrue();
    }

    static Stream<Exception> brokenReads() {
        var changed = new ObjectChangedException(SOURCE);
        return Stream.of(changed, new ObjectMissingException(SOURCE), new UncheckedIOException(changed),
                new IOException("parsing", changed), new UncheckedIOException(new IOException("parsing", changed)));
    }

    @ParameterizedTest
    @MethodSource("brokenReads")
    void a_change_is_found_however_deep_it_is_wrapped(Exception thrown) {
        var etag = source("abc");
        var answer = runner.handle(Stage.INGEST, discovered(etag), context -> {
            if (runs++ == 0) {
                raise(thrown);
            }
            return copyWork(context);
        });
        assertThat(answer.type()).isEqualTo(EventTypes.INGESTED);
    }

    static Stream<Exception> failures() {
        return Stream.of(new IOException("reset"), new UncheckedIOException(new IOException("reset")),
                new PipelineException(ErrorCode.STORE_UNAVAILABLE, "reset"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void any_other_failure_to_read_is_transient(Exception thrown) {
        var etag = source("abc");
        assertThatThrownBy(() -> runner.handle(Stage.INGEST, discovered(etag), _ -> raise(thrown)))
                .asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                .returns(ErrorCode.STORE_UNAVAILABLE, PipelineException::code)
                .satisfies(e -> assertThat(e.getMessage()).contains("reset"));
    }

    @Test
    void a_defect_is_not_hidden() {
        var etag = source("abc");
        assertThatThrownBy(() -> runner.handle(Stage.INGEST, discovered(etag), _ -> {
            throw new IllegalStateException("defect");
        })).isInstanceOf(IllegalStateException.class).hasMessage("defect");
    }

    @Test
    void a_store_that_fails_at_any_call_leaves_a_repeat_able_to_finish() {
        var etag = source("abc");
        runner.handle(Stage.INGEST, discovered(etag), this::copyWork);
        int total = calls.size();
        for (int failing = 0; failing < total; failing++) {
            store.delete(out(Output.RAW));
            store.delete(out(Output.STATUS));
            var countdown = new int[]{failing};
            hook = call -> {
                if (countdown[0]-- == 0) {
                    throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, call);
                }
            };
            assertFails(ErrorCode.STORE_UNAVAILABLE,
                    () -> runner.handle(Stage.INGEST, discovered(etag), this::copyWork));
            hook = _ -> {};
            assertThat(runner.handle(Stage.INGEST, discovered(etag), this::copyWork)).isNotNull();
            assertThat(store.text(out(Output.RAW))).isEqualTo("abc by raw");
            assertThat(status().state()).isEqualTo(Status.State.INGESTED);
        }
    }

    /// Reads the input and writes to every output what it read and the output's name.
    private StageWork.Made copyWork(StageContext context) throws IOException {
        return write(context, stageOf(context), new String(read(context), UTF_8));
    }

    private StageWork.Made constantWork(StageContext context) throws IOException {
        return write(context, stageOf(context), "constant");
    }

    private byte[] read(StageContext context) throws IOException {
        try (var in = context.open()) {
            runs++;
            return in.readAllBytes();
        }
    }

    private static StageWork.Made write(StageContext context, Stage stage, String text) throws IOException {
        StageWork.Made result = null;
        for (var output : stage.outputs()) {
            try (var writer = context.create(output)) {
                writer.write((text + " by " + output.name().toLowerCase(java.util.Locale.ROOT)).getBytes(UTF_8));
                result = new StageWork.Made(writer.commit(), 3, null, FACTS);
            }
        }
        return result;
    }

    private static Stage stageOf(StageContext context) {
        var key = context.input().ref().key();
        return Stream.of(Stage.CLEAN, Stage.SUMMARIZE)
                .filter(stage -> key.equals(LAYOUT.output(stage.input(), DATASET).key())).findFirst()
                .orElse(Stage.INGEST);
    }

    private static StageWork.Made raise(Exception thrown) throws IOException {
        switch (thrown) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new AssertionError(thrown);
        }
    }

    private String source(String text) {
        return store.put(SOURCE, text.getBytes(UTF_8)).etag();
    }

    private static ObjectRef out(Output output) {
        return LAYOUT.output(output, DATASET);
    }

    private Status status() {
        return new StatusStore(store, LAYOUT).read(DATASET).orElseThrow();
    }

    private static CloudEvent<PipelineEvent> discovered(String etag) {
        var source = new PipelineEvent.Source("data", SOURCE.key(), etag, 1, Instant.EPOCH);
        return new Envelope("cause", EventTypes.DISCOVERED, "/test", null, Map.of("correlationid", "scan-1"))
                .wrap(new PipelineEvent(DATASET, source, null, null, null, null, null));
    }

    /// The same event, about another version of the object.
    private static CloudEvent<PipelineEvent> about(CloudEvent<PipelineEvent> event, String etag) {
        var data = event.data();
        var object = new PipelineEvent.ObjectVersion(data.object().bucket(), data.object().key(), etag, 1);
        return Envelope.of(event)
                .wrap(new PipelineEvent(data.dataset(), data.source(), object, null, data.configHash(), null, null));
    }

    private static void assertFails(ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                .returns(code, PipelineException::code);
    }
}
