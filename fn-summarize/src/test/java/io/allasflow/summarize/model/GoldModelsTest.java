package io.allasflow.summarize.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.gold.GoldOutput;
import io.allasflow.core.layout.Output;
import io.allasflow.core.status.Status;
import io.allasflow.core.store.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// When models are made, and that they are of their inputs as they are, whatever happens meanwhile.
class GoldModelsTest {
    private static GoldStore store() {
        return new GoldStore().dataset("a", "SELECT 1 AS x").dataset("b", "SELECT 2 AS x")
                .model("of_a", "SELECT sum(x) AS x FROM a").model("of_b", "SELECT sum(x) AS x FROM b")
                .model("both", "SELECT a.x + b.x AS x FROM of_a a, of_b b").model("none", "SELECT 7 AS x");
    }

    @Test
    void makesEachAfterThoseItReadsAndAgainWhatChanges() {
        var store = store();
        assertThat(store.update()).containsExactly("none", "of_a", "of_b", "both");
        assertThat(store.csv("both")).isEqualTo("x\n3\n");
        assertThat(store.pagesBeforeRuns).isEqualTo(1);
        assertThat(store.update()).isEmpty();
        assertThat(store.pagesBeforeRuns).isZero();
        assertThat(store.calls).as("two listings, two datasets looked at").hasSize(4);

        store.dataset("a", "SELECT 5 AS x");
        assertThat(store.update()).containsExactly("of_a", "both");
        assertThat(store.csv("both")).isEqualTo("x\n7\n");
        store.model("of_b", "SELECT sum(x) AS x FROM b -- the same");
        assertThat(store.update()).as("the same result, byte for byte").containsExactly("of_b");
        store.model("of_b", "SELECT 10 AS x FROM b");
        assertThat(store.update()).containsExactly("of_b", "both");
        assertThat(store.csv("both")).isEqualTo("x\n15\n");
    }

    @Test
    void needsNoCache() {
        var store = store();
        store.update();
        store.state = null;
        assertThat(store.update()).isEmpty();
        assertThat(store.told("both").rows()).isEqualTo(1);
    }

    @Test
    void paysOneListingWithoutModels() {
        var store = new GoldStore().dataset("a", "SELECT 1 AS x");
        store.state = GoldState.NONE;
        store.update();
        assertThat(store.calls).containsExactly("LIST bucket/pipeline/config/models/");
        assertThat(store.state).isEqualTo(GoldState.NONE);
    }

    @Test
    void removesWhatAGoneModelLeft() {
        var store = store();
        store.update();
        store.withoutModel("of_b");
        assertThat(store.update()).containsExactly("both");
        assertThat(store.error("both")).startsWith("MODEL_INPUT_MISSING: there is no dataset and no model 'of_b'");
        assertThat(store.csv("both")).as("the last good result").isEqualTo("x\n3\n");
        assertThat(store.store.refs().stream().map(ObjectRef::key).filter(key -> key.contains("gold/of_b"))).isEmpty();
        for (var model : List.of("of_a", "both", "none")) {
            store.withoutModel(model);
        }
        store.update();
        assertThat(store.store.refs().stream().map(ObjectRef::key).filter(key -> key.contains("/gold/"))).isEmpty();
        assertThat(store.state).isEqualTo(GoldState.NONE);
    }

    @Test
    void keepsTheLastGoodResultOfAFailingModelAndSaysSo() {
        var store = store();
        store.update();
        store.model("of_a", "SELECT y FROM a");
        assertThat(store.update()).containsExactly("of_a");
        assertThat(store.told("of_a").isKept()).isTrue();
        assertThat(store.csv("of_a")).isEqualTo("x\n1\n");
        assertThat(store.text("of_a", GoldOutput.PAGE)).contains("MODEL_FAILED", "Referenced column", "y FROM a",
                "What is here is of an earlier one");
        assertThat(store.update()).isEmpty();
        store.dataset("a", "SELECT 1 AS x, 8 AS y");
        assertThat(store.update()).containsExactly("of_a", "both");
        assertThat(store.csv("both")).as("by position").isNotNull();
        assertThat(store.told("of_a").isKept()).isFalse();
    }

    @Test
    void makesAgainWhatSomebodyOverwroteOrDeleted() {
        var store = store();
        store.update();
        var csv = store.csv("none");
        for (var output : GoldOutput.values()) {
            store.store.put(store.gold("none", output), "{}".getBytes(StandardCharsets.UTF_8));
            assertThat(store.update()).as("overwritten %s", output).containsExactly("none");
            store.store.delete(store.gold("none", output));
            assertThat(store.update()).as("deleted %s", output).containsExactly("none");
        }
        assertThat(store.csv("none")).isEqualTo(csv);
    }

    /// Another version of an input comes at each moment of a run.
    @Test
    void endsWithTheLastInputWhenItChangesMeanwhile() {
        var quiet = store();
        quiet.dataset("a", "SELECT 5 AS x").update();
        for (var moment : List.of("LIST bucket/pipeline/gold/", "HEAD bucket/pipeline/cleaned/b",
                "GET bucket/pipeline/cleaned/a", "PUT bucket/pipeline/gold/of_a.csv",
                "PUT bucket/pipeline/gold/of_a.json", "PUT bucket/pipeline/gold/both.csv",
                "PUT bucket/pipeline/gold/both.json")) {
            var store = store();
            store.before.put(moment, () -> store.dataset("a", "SELECT 5 AS x"));
            store.update();
            assertThat(store.before).as(moment).isEmpty();
            for (var output : GoldOutput.values()) {
                assertThat(store.text("both", output)).as(moment).isEqualTo(quiet.text("both", output));
            }
        }
    }

    @Test
    void endsWithTheLastSqlWhenItChangesOrGoesMeanwhile() {
        for (var moment : List.of("LIST bucket/pipeline/gold/", "GET bucket/pipeline/config/models/none.sql",
                "PUT bucket/pipeline/gold/none.csv", "PUT bucket/pipeline/gold/none.json")) {
            var store = store();
            store.before.put(moment, () -> store.model("none", "SELECT 8 AS x"));
            store.update();
            assertThat(store.csv("none")).as(moment).isEqualTo("x\n8\n");
            var other = store();
            other.before.put(moment, () -> other.withoutModel("none"));
            other.update();
            assertThat(other.csv("none")).as(moment).isNull();
        }
    }

    @Test
    void isMadeAgainAfterADeathAtAnyMoment() {
        var store = store();
        store.update();
        for (var output : GoldOutput.values()) {
            store.dataset("a", "SELECT " + (100 + output.ordinal()) + " AS x");
            store.before.put("PUT bucket/pipeline/gold/of_a" + output.ending(), () -> {
                throw new IllegalCallerException("killed");
            });
            assertThatThrownBy(store::update).hasMessage("killed");
            store.update();
            assertThat(store.csv("both")).isEqualTo("x\n" + (102 + output.ordinal()) + "\n");
        }
    }

    @Test
    void givesUpForNowIfAnInputNeverRests() {
        var store = store();
        var restless = new Runnable() {
            int version;

            @Override
            public void run() {
                store.dataset("a", "SELECT " + version++ + " AS x");
                store.before.put("PUT bucket/pipeline/gold/both.json", this);
            }
        };
        restless.run();
        assertThatThrownBy(store::update).isInstanceOf(PipelineException.class).hasMessageContaining("changed 5 times");
    }

    @Test
    void tellsOfCyclesAndHurtsNoOther() {
        var store = store().model("of_b", "SELECT * FROM c").model("c", "SELECT * FROM \"both\"");
        store.update();
        assertThat(store.error("both")).isEqualTo("MODEL_CYCLE: these models read each other: both, c, of_b");
        assertThat(store.error("c")).isEqualTo(store.error("both")).isEqualTo(store.error("of_b"));
        assertThat(store.csv("of_a")).isEqualTo("x\n1\n");
        store.model("after", "SELECT * FROM \"both\"").update();
        assertThat(store.error("after")).isEqualTo("MODEL_INPUT_MISSING: the model 'both' has no result");
    }

    @Test
    void refusesNames() {
        var store = store().model("a", "SELECT 1").model("pipeline_runs", "SELECT 1").model("sub/x", "SELECT 1")
                .model("x y", "SELECT 1").model("<script>", "SELECT 1").model("..", "SELECT 1").model("", "SELECT 1")
                .model("n".repeat(101), "SELECT 1").model("ok-1_X", "SELECT 1 AS x FROM b");
        store.store.put(store.layout.own("config/models/readme.txt"), new byte[1]);
        store.store.put(store.layout.own("config/models/folder/"), new byte[0]);
        store.update();
        assertThat(store.error("a")).isEqualTo("MODEL_MISNAMED: there is a dataset 'a'");
        assertThat(store.error("pipeline_runs")).startsWith("MODEL_MISNAMED");
        assertThat(store.csv("ok-1_X")).isEqualTo("x\n1\n");
        assertThat(store.error("of_a")).as("which one?").startsWith("MODEL_MISNAMED: it reads 'a'");
        assertThat(store.state.misnamed()).containsExactlyInAnyOrder("sub/x.sql", "x y.sql", "<script>.sql", "...sql",
                ".sql", "n".repeat(101) + ".sql", "readme.txt");
    }

    @Test
    void doesNotSwitchToADatasetThatTakesAModelsName() {
        var store = store();
        store.update();
        store.datasets.put("of_a", List.of());
        assertThat(store.update()).as("a dataset without a table is no rival").isEmpty();
        store.dataset("of_a", "SELECT 50 AS x");
        assertThat(store.update()).containsExactly("of_a", "both");
        assertThat(store.error("of_a")).isEqualTo("MODEL_MISNAMED: there is a dataset 'of_a'");
        assertThat(store.error("both"))
                .isEqualTo("MODEL_MISNAMED: it reads 'of_a', and there are a dataset and a model of that name");
        assertThat(store.csv("both")).isEqualTo("x\n3\n");
    }

    @Test
    void leavesAloneWhatUsersPutThere() {
        var store = store();
        var theirs = List.of("gold/archive/x.parquet", "gold/notes.csv", "gold/a b.html", "gold/.json");
        theirs.forEach(key -> store.store.put(store.layout.own(key), new byte[1]));
        store.update();
        assertThat(store.update()).isEmpty();
        for (var model : List.of("of_a", "of_b", "both", "none")) {
            store.withoutModel(model);
        }
        store.update();
        assertThat(store.state).isEqualTo(GoldState.NONE);
        assertThat(store.store.refs().stream().filter(ref -> ref.key().contains("/gold/")))
                .containsExactlyInAnyOrderElementsOf(theirs.stream().map(store.layout::own).toList());
    }

    @Test
    void doesNotBelieveWhatIsToldByHand() {
        var store = store();
        store.update();
        var told = store.text("none", GoldOutput.FACTS);
        store.store.put(store.gold("none", GoldOutput.FACTS), told.replaceFirst("(\"rows\" ?: )1", "$12")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(store.update()).containsExactly("none");
        assertThat(store.text("none", GoldOutput.FACTS)).isEqualTo(told);
    }

    @Test
    void leavesAFailedModelAloneWhenADatasetOfALikeNameAppears() {
        var store = store().model("m", "SELECT * FROM aa");
        store.update();
        store.dataset("aaa", "SELECT 1 AS x");
        assertThat(store.update()).isEmpty();
        store.dataset("aa", "SELECT 1 AS x");
        assertThat(store.update()).containsExactly("m");
    }

    @Test
    void countsAsRunsWhatCameToAnEnd() {
        var at = Instant.parse("2026-01-01T10:00:00Z");
        var history = Stream.concat(Stream.of((Status.State) null), Stream.of(Status.State.values()))
                .map(state -> new Status.Past(state, "e", "c", "p", at, null, null, null, null, null)).toList();
        var status = new Status(Status.SCHEMA, "d", Status.State.INGESTED,
                new PipelineEvent.Source("b", "d.csv", "e", 1L, at), "c", "p", null, null, null, null, null, null,
                null, null, history, null);
        assertThat(PipelineRun.of(status)).extracting(PipelineRun::state).containsExactly("failed", "rejected",
                "summarized");
    }

    @Test
    void waitsForADatasetThatHasNoTableYet() {
        var store = store();
        store.store.delete(store.layout.output(Output.PARQUET, "a"));
        store.update();
        assertThat(store.error("of_a")).isEqualTo("MODEL_INPUT_MISSING: the dataset 'a' has no cleaned table");
        store.dataset("a", "SELECT 1 AS x");
        assertThat(store.update()).containsExactly("of_a", "both");
    }

    @Test
    void refusesTablesThatDifferInCaseAlone() {
        var store = store().dataset("A", "SELECT 3 AS x").model("case", "SELECT * FROM a, \"A\"")
                .model("upper", "SELECT * FROM \"A\"");
        store.update();
        assertThat(store.error("case")).startsWith("MODEL_READS_ELSEWHERE");
        assertThat(store.csv("upper")).isEqualTo("x\n3\n");
        assertThat(store.csv("of_a")).isEqualTo("x\n1\n");
    }

    @Test
    void readsTheRunsOfThePipeline() {
        var store = new GoldStore();
        store.datasets.put("d \"1\"", List.of(
                new PipelineRun("d.csv", Instant.parse("2026-01-01T10:00:00.5Z"), "summarized", null, null, null, null,
                        null, 80.0, null),
                new PipelineRun("d.csv", Instant.parse("2026-01-02T10:00:00Z"), "summarized", 10L, 7L, 1L, 1L, 1L, 99.5,
                        "pass")));
        store.model("runs", "SELECT * FROM pipeline_runs ORDER BY finished_at DESC");
        store.update();
        assertThat(store.error("runs")).isNull();
        assertThat(store.csv("runs")).isEqualTo("""
                dataset,source_key,finished_at,state,rows_read,rows_written,duplicates,empty,rejected,quality,verdict
                "d ""1""\",d.csv,2026-01-02T10:00:00,summarized,10,7,1,1,1,99.5,pass
                "d ""1""\",d.csv,2026-01-01T10:00:00.5,summarized,,,,,,80.0,
                """);
        assertThat(store.told("runs").columns()).extracting(ResultColumn::sqlType).startsWith("VARCHAR", "VARCHAR",
                "TIMESTAMP");
        assertThat(store.update()).isEmpty();
        store.datasets.put("d \"1\"", List.of());
        assertThat(store.update()).containsExactly("runs");
    }

    @Test
    void writesTheSameBytesInEveryRun() {
        var sql = "SELECT range % 7 AS k, sum(range / 3) AS s, list(range ORDER BY range)[1] AS f FROM range(100000) GROUP BY k";
        var first = store().model("m", sql);
        var second = store().model("m", sql);
        first.update();
        second.update();
        for (var output : GoldOutput.values()) {
            assertThat(first.store.bytes(first.gold("m", output)))
                    .hasValueSatisfying(
                            bytes -> assertThat(bytes).isEqualTo(second.store.bytes(second.gold("m", output))
                                    .orElseThrow()));
        }
    }
}
