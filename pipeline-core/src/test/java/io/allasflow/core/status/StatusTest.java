package io.allasflow.core.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import io.allasflow.core.status.Status.State;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final PipelineEvent.Error ERROR = new PipelineEvent.Error("EMPTY_TABLE", "why", "what to do");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # state before, run, of it an error, state after
            DISCOVERED | INGESTED   | false | INGESTED
            DISCOVERED | CLEANED    | false | CLEANED
            DISCOVERED | SUMMARIZED | false | DISCOVERED
            CLEANED    | SUMMARIZED | false | CLEANED
            CLEANED    | INGESTED   | false | INGESTED
            CLEANED    | REJECTED   | true  | REJECTED
            REJECTED   | INGESTED   | false | INGESTED
            FAILED     | CLEANED    | false | CLEANED
            INGESTED   | FAILED     | true  | FAILED
            SUMMARIZED | INGESTED   | false | SUMMARIZED
            SUMMARIZED | CLEANED    | false | SUMMARIZED
            SUMMARIZED | SUMMARIZED | false | SUMMARIZED
            SUMMARIZED | REJECTED   | true  | REJECTED
            """)
    void a_run_moves_the_state(State before, State run, boolean failed, State after) {
        var status = inState(before).with(run("some", run, failed ? ERROR : null));
        assertThat(status.state()).isEqualTo(after);
        assertThat(status.stages()).extracting(Status.StageRun::state).contains(run);
    }

    @Test
    void a_stage_has_one_run_the_last() {
        var status = about("e1").with(run("ingest", State.INGESTED, null)).with(run("clean", State.REJECTED, ERROR))
                .with(new Status.StageRun("ingest", State.INGESTED, T0.plusSeconds(9), 5, 6L, 7L, null));
        assertThat(status.stages()).extracting(Status.StageRun::stage, Status.StageRun::ms)
                .containsExactly(tuple("clean", 1L), tuple("ingest", 5L));
    }

    @Test
    void another_version_starts_anew_and_remembers() {
        var facts = Json.MAPPER.createObjectNode().set("scores", Json.MAPPER.createObjectNode().put("overall", 91.5));
        var first = about("e1").withQuality(facts).withConflict(new Status.Conflict("x", "e"))
                .with(run("ingest", State.INGESTED, null))
                .withDialect(Json.MAPPER.createObjectNode()).withMetrics(new Metrics(7, 2, 12.5))
                .complete(Map.of("raw", "r"));
        var second = first.about(source("e2"), "c", "p");
        assertThat(second).isEqualTo(new Status(Status.SCHEMA, "d", State.DISCOVERED, source("e2"), "c", "p", null,
                null, null, null, null, null, null, List.of(new Status.Conflict("x", "e")),
                List.of(new Status.Past(State.SUMMARIZED, "e1", "c", "p", T0, 91.5, 10L, 7L, 2, 12.5)), null));
        assertThat(second.about(source("e2"), "c", "p")).isSameAs(second);
        assertThat(second.about(source("e2"), "c2", "p").history()).hasSize(2);
        assertThat(second.about(source("e2"), "c", "p2").history()).hasSize(2);
    }

    /// A version may be turned to twice: a repeat finds nothing to compare with, and must not take away what was found.
    @Test
    void a_comparison_is_of_one_version_and_outlives_the_turn_to_another() {
        var comparison = comparison("e1", "e2");
        var second = about("e1").complete(Map.of()).about(source("e2"), "c", "p").withComparison(comparison);
        assertThat(second.told()).contains(comparison);
        assertThat(second.complete(Map.of()).withComparison(null).complete(Map.of()).told()).contains(comparison);
        var stale = second.about(source("e1"), "c", "p");
        assertThat(stale.told()).isEmpty();
        assertThat(stale.about(source("e2"), "c", "p").complete(Map.of()).told()).contains(comparison);
        assertThat(second.about(source("e3"), "c", "p").complete(Map.of()).comparison()).isNull();
        assertThat(second.about(source("e2"), "c2", "p").told()).isEmpty();
        assertThat(second.about(source("e2"), "c", "p2").told()).isEmpty();
    }

    private static Comparison comparison(String from, String to) {
        var figures = new Comparison.Figures(3, 0, 2, 1.5, Json.MAPPER.getNodeFactory().numberNode(1), null);
        return new Comparison(new Comparison.Run("k", from, "c", "p"), new Comparison.Run("k", to, "c", "p"),
                new Comparison.Rows(3, 4), new Comparison.Columns(1, 2, 1, 0, 0, 1), List.of("n"), List.of(), List.of(),
                List.of(new Comparison.Changed("m", Figure.MEAN, figures, figures)));
    }

    @Test
    void a_source_that_takes_the_dataset_over_leaves_the_other_as_a_conflict() {
        var rival = new PipelineEvent.Source("b", "k.csv", "e2", 10, T0);
        var status = about("e1").about(rival, "c", "p");
        assertThat(status.conflicts()).containsExactly(new Status.Conflict("k", "e1"));
        assertThat(status.rivalSentence(status.conflicts().getFirst()))
                .contains("'k.csv' is used for the dataset 'd'.");
        assertThat(status.about(source("e1"), "c", "p").conflicts()).isEmpty();
    }

    @Test
    void history_and_conflicts_are_bounded_and_newest_first() {
        var status = about("e0");
        for (int i = 1; i <= 30; i++) {
            status = status.about(source("e" + i), "c", "p").withConflict(new Status.Conflict("k" + i, "e"));
        }
        assertThat(status.history()).extracting(Status.Past::sourceEtag)
                .isEqualTo(IntStream.rangeClosed(10, 29).map(i -> 39 - i).mapToObj(i -> "e" + i).toList());
        assertThat(status.conflicts()).extracting(Status.Conflict::key)
                .isEqualTo(IntStream.rangeClosed(11, 30).map(i -> 41 - i).mapToObj(i -> "k" + i).toList());
    }

    @Test
    void a_conflict_is_of_one_version() {
        var status = about("e1").withConflict(new Status.Conflict("k", "old"))
                .withConflict(new Status.Conflict("k", "new"));
        assertThat(status.isConflict(source("new"))).isTrue();
        assertThat(status.isConflict(source("old"))).isFalse();
        assertThat(status.rivalSentence(new Status.Conflict("k", "new"))).isEmpty();
        assertThat(Status.empty("d").rivalSentence(new Status.Conflict("k", "new"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"k,e1,c,p,true", "K,e1,c,p,false", "k,e2,c,p,false", "k,e1,d,p,false", "k,e1,c,q,false"})
    void is_about_exactly_one_version(String key, String etag, String config, String program, boolean expected) {
        var version = new PipelineEvent.Source("b", key, etag, 10, T0);
        assertThat(about("e1").isAbout(version, config, program)).isEqualTo(expected);
        assertThat(about("e1").isAbout(version.withPart("s"), config, program)).isFalse();
        assertThat(Status.empty("d").isAbout(version, config, program)).isFalse();
    }

    @Test
    void a_source_that_comes_back_starts_anew() {
        var deleted = about("e1").complete(Map.of("raw", "r")).withSourceDeleted(T0);
        assertThat(deleted.state()).isEqualTo(State.SUMMARIZED);
        assertThat(deleted.isAbout(source("e1"), "c", "p")).isFalse();
        var back = deleted.about(source("e1"), "c", "p");
        assertThat(back.sourceDeleted()).isNull();
        assertThat(back.state()).isEqualTo(State.DISCOVERED);
        assertThat(back.history()).extracting(Status.Past::state).containsExactly(State.SUMMARIZED);
    }

    @Test
    void its_json_is_a_contract() throws IOException {
        var facts = Json.MAPPER.createObjectNode().put("delimiter", ";");
        var status = about("e0").about(source("e1"), "c", "p").with(run("ingest", State.INGESTED, null))
                .with(new Status.StageRun("clean", State.REJECTED, T0, 3, null, null, ERROR)).withDialect(facts)
                .withQuality(facts).withConflict(new Status.Conflict("k.csv", "e9"))
                .withMetrics(new Metrics(3, 2, 0.5)).withComparison(comparison("e0", "e1"))
                .complete(new TreeMap<>(Map.of("raw", "r1")));
        var json = Json.MAPPER.writeValueAsString(status);
        assertThat(json).isEqualTo("""
                {
                  "schema" : "https://allasflow.io/schema/status/v1",
                  "dataset" : "d",
                  "state" : "summarized",
                  "source" : {
                    "bucket" : "b",
                    "key" : "k",
                    "etag" : "e1",
                    "size" : 10,
                    "lastModified" : "2026-01-01T00:00:00Z"
                  },
                  "configHash" : "c",
                  "programVersion" : "p",
                  "stages" : [
                    {
                      "stage" : "ingest",
                      "state" : "ingested",
                      "at" : "2026-01-01T00:00:00Z",
                      "ms" : 1,
                      "rows" : 2,
                      "bytes" : 3
                    },
                    {
                      "stage" : "clean",
                      "state" : "rejected",
                      "at" : "2026-01-01T00:00:00Z",
                      "ms" : 3,
                      "error" : {
                        "code" : "EMPTY_TABLE",
                        "message" : "why",
                        "advice" : "what to do"
                      }
                    }
                  ],
                  "dialect" : {
                    "delimiter" : ";"
                  },
                  "quality" : {
                    "delimiter" : ";"
                  },
                  "metrics" : {
                    "rows" : 3,
                    "columns" : 2,
                    "missing" : 0.5
                  },
                  "comparison" : {
                    "from" : {
                      "sourceKey" : "k",
                      "sourceEtag" : "e0",
                      "configHash" : "c",
                      "programVersion" : "p"
                    },
                    "to" : {
                      "sourceKey" : "k",
                      "sourceEtag" : "e1",
                      "configHash" : "c",
                      "programVersion" : "p"
                    },
                    "rows" : {
                      "before" : 3,
                      "after" : 4
                    },
                    "columns" : {
                      "before" : 1,
                      "after" : 2,
                      "added" : 1,
                      "removed" : 0,
                      "retyped" : 0,
                      "changed" : 1
                    },
                    "added" : [
                      "n"
                    ],
                    "removed" : [ ],
                    "retyped" : [ ],
                    "changed" : [
                      {
                        "name" : "m",
                        "most" : "mean",
                        "before" : {
                          "count" : 3,
                          "missing" : 0,
                          "distinct" : 2,
                          "mean" : 1.5,
                          "min" : 1
                        },
                        "after" : {
                          "count" : 3,
                          "missing" : 0,
                          "distinct" : 2,
                          "mean" : 1.5,
                          "min" : 1
                        }
                      }
                    ]
                  },
                  "outputs" : {
                    "raw" : "r1"
                  },
                  "conflicts" : [
                    {
                      "key" : "k.csv",
                      "etag" : "e9"
                    }
                  ],
                  "history" : [
                    {
                      "state" : "discovered",
                      "sourceEtag" : "e0",
                      "configHash" : "c",
                      "programVersion" : "p",
                      "at" : "2026-01-01T00:00:00Z",
                      "size" : 10
                    }
                  ]
                }""");
        assertThat(Json.MAPPER.readValue(json, Status.class)).isEqualTo(status);
    }

    @Test
    void a_later_field_does_not_hinder() throws JsonProcessingException {
        assertThat(Json.MAPPER.readValue("{\"dataset\": \"d\", \"state\": \"cleaned\", \"later\": {\"x\": [1]}}",
                Status.class).state()).isEqualTo(State.CLEANED);
    }

    @ParameterizedTest
    @CsvSource({"SUMMARIZED,true", "REJECTED,true", "DISCOVERED,false", "DIVIDED,false", "INGESTED,false",
        "CLEANED,false",
        "FAILED,false"})
    void knows_final_states(State state, boolean isFinal) {
        assertThat(state.isFinal()).isEqualTo(isFinal);
    }

    private static Status inState(State state) {
        return new Status(Status.SCHEMA, "d", state, source("e1"), "c", "p", null, null, null, null, null, null, null,
                null, null, null);
    }

    private static Status about(String etag) {
        return Status.empty("d").about(source(etag), "c", "p");
    }

    private static PipelineEvent.Source source(String etag) {
        return new PipelineEvent.Source("b", "k", etag, 10, T0);
    }

    private static Status.StageRun run(String stage, State state, PipelineEvent.Error error) {
        return new Status.StageRun(stage, state, T0, 1, 2L, 3L, error);
    }
}
