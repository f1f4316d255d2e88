package io.allasflow.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.layout.Output;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScannerTest {
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    @Test
    void sends_what_is_new_or_changed_and_nothing_else() {
        var bucket = new Bucket().put("a.csv", "b.csv", "c.csv", "d.csv");
        assertThat(bucket.scan()).isEqualTo(new ScanReport(4, 0, 0, 4, 0, 0, 0, 0));
        assertThat(bucket.sent()).containsExactly("a.csv", "b.csv", "c.csv", "d.csv");

        bucket.complete("a.csv", "b.csv", "c.csv");
        bucket.write("b.csv", "changed");
        bucket.store.delete(bucket.layout.source("c.csv"));
        bucket.put("e.csv");

        assertThat(bucket.scan()).isEqualTo(new ScanReport(4, 1, 1, 2, 0, 0, 0, 1));
        assertThat(bucket.sent()).containsExactly("b.csv", "e.csv");
    }

    @Test
    void asks_no_status_of_what_is_done() {
        var bucket = new Bucket().put("a.csv", "b.csv");
        bucket.complete("a.csv", "b.csv");
        bucket.scan();
        bucket.calls.clear();

        assertThat(bucket.scan()).isEqualTo(new ScanReport(2, 2, 0, 0, 0, 0, 0, 0));
        assertThat(bucket.calls).containsExactly("GET data/pipeline/config/pipeline.yaml",
                "GET data/pipeline/state/scan.ndjson.gz", "LIST data/pipeline/config/models/", "LIST data/",
                "PUT data/pipeline/state/scan.ndjson.gz");
    }

    @Test
    void sends_again_when_it_is_due_and_waits_twice_as_long_each_time() {
        var bucket = new Bucket().put("a.csv");
        bucket.scan();
        bucket.sent();
        for (var wait : List.of(1, 2, 4, 8, 16, 32, 64, 64, 64)) {
            bucket.later(RETRY_AFTER.multipliedBy(wait).minusSeconds(1));
            assertThat(bucket.scan().waiting()).as("before %d", wait).isEqualTo(1);
            assertThat(bucket.sent()).isEmpty();
            bucket.later(Duration.ofSeconds(1));
            assertThat(bucket.scan().sent()).as("after %d", wait).isEqualTo(1);
            assertThat(bucket.sent()).containsExactly("a.csv");
        }
    }

    @Test
    void starts_waiting_anew_when_the_source_changes() {
        var bucket = new Bucket().put("a.csv");
        bucket.scan();
        bucket.later(RETRY_AFTER);
        bucket.scan();
        bucket.write("a.csv", "changed");
        assertThat(bucket.scan().sent()).isEqualTo(1);
        bucket.later(RETRY_AFTER);
        assertThat(bucket.scan().sent()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"INGESTED, 599, 0", "INGESTED, 600, 1", "CLEANED, 600, 1", "FAILED, 599, 0", "FAILED, 600, 1",
        "REJECTED, 100000, 0"})
    void waits_from_when_it_last_heard_of_it(Status.State state, long seconds, long sent) {
        var bucket = new Bucket().put("a.csv");
        bucket.scan();
        bucket.later(Duration.ofSeconds(500));
        bucket.reach("a.csv", "ingest", state);
        bucket.later(Duration.ofSeconds(seconds));

        assertThat(bucket.scan().sent()).isEqualTo(sent);
    }

    @Test
    void sends_all_again_for_another_configuration_or_program() {
        var bucket = new Bucket().put("a.csv", "b.csv");
        bucket.complete("a.csv", "b.csv");
        assertThat(bucket.scan().upToDate()).isEqualTo(2);

        bucket.store.put(bucket.layout.own(PipelineConfig.KEY), "clean: {}".getBytes(StandardCharsets.UTF_8));
        assertThat(bucket.scan().sent()).isEqualTo(2);
        bucket.complete("a.csv", "b.csv");
        assertThat(bucket.scan().upToDate()).isEqualTo(2);

        var ping = new Envelope("p", EventTypes.PING, "/test", null, Map.of());
        assertThat(bucket.scan("newer", ping).sent()).isEqualTo(2);
    }

    @Test
    void leaves_what_is_over_the_cap_to_the_next_scans_and_asks_nothing_of_it() {
        var bucket = new Bucket(Map.of("MAX_EVENTS_PER_SCAN", "1000"));
        IntStream.range(0, 2500).forEach(i -> bucket.put("k%04d.csv".formatted(i)));

        assertThat(bucket.scan()).isEqualTo(new ScanReport(2500, 0, 0, 1000, 0, 1500, 0, 0));
        assertThat(bucket.calls("GET data/pipeline/status")).isLessThan(1010);
        assertThat(bucket.sent()).startsWith("k0000.csv").endsWith("k0999.csv");
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2500, 0, 1000, 1000, 0, 500, 0, 0));
        assertThat(bucket.sent()).startsWith("k1000.csv").endsWith("k1999.csv");
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2500, 0, 2000, 500, 0, 0, 0, 0));
        assertThat(bucket.sent()).startsWith("k2000.csv").endsWith("k2499.csv");
    }

    @Test
    void stops_sending_when_its_time_is_used_up() {
        var bucket = new Bucket();
        IntStream.range(0, 100).forEach(i -> bucket.put("k%04d.csv".formatted(i)));
        bucket.sinkTakes(Duration.ofSeconds(20));

        var report = bucket.scan();

        assertThat(report.sent()).isBetween(4L, 8L);
        assertThat(report.sent() + report.deferred()).isEqualTo(100);
        bucket.sinkTakes(Duration.ZERO);
        assertThat(bucket.scan().sent()).isEqualTo(100 - report.sent());
    }

    @Test
    void remembers_nothing_as_sent_while_the_sink_is_down() {
        var bucket = new Bucket();
        IntStream.range(0, 100).forEach(i -> bucket.put("k%04d.csv".formatted(i)));
        bucket.complete("k0000.csv");
        bucket.scan();
        bucket.sent();
        IntStream.range(100, 200).forEach(i -> bucket.put("k%04d.csv".formatted(i)));
        bucket.calls.clear();
        bucket.sinkIsDown(true);

        var failure = catchThrowableOfType(PipelineException.class, bucket::scan);

        assertThat(failure.code()).isEqualTo(ErrorCode.SINK_UNAVAILABLE);
        // Five, and those that were on their way then.
        assertThat(bucket.calls("SEND")).isBetween(5L, 8L);
        bucket.sinkIsDown(false);
        assertThat(bucket.scan()).isEqualTo(new ScanReport(200, 1, 99, 100, 0, 0, 0, 0));
        assertThat(bucket.sent()).startsWith("k0100.csv").hasSize(100);
    }

    @Test
    void keeps_two_sources_of_one_dataset_apart() {
        var bucket = new Bucket().put("x", "x.csv");
        bucket.scan();
        assertThat(bucket.sent()).containsExactly("x", "x.csv");
        var etag = bucket.store.head(bucket.layout.source("x")).orElseThrow().etag();
        new StatusStore(bucket.store, bucket.layout).update("x",
                status -> status.withConflict(new Status.Conflict("x", etag)));
        bucket.complete("x.csv");
        bucket.later(RETRY_AFTER);
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2, 2, 0, 0, 0, 0, 0, 0));

        bucket.store.delete(bucket.layout.source("x.csv"));

        assertThat(bucket.scan()).isEqualTo(new ScanReport(1, 0, 0, 1, 0, 0, 0, 0));
        assertThat(bucket.sent()).containsExactly("x");
    }

    @Test
    void skips_its_own_outputs_with_few_requests() {
        var bucket = new Bucket().put("a.csv", "z.csv");
        IntStream.range(0, 10_000).forEach(i -> bucket.put("pipeline/raw/" + i + ".csv"));

        assertThat(bucket.scan().listed()).isEqualTo(2);
        assertThat(bucket.calls("LIST")).isEqualTo(3);
        assertThat(bucket.sent()).containsExactly("a.csv", "z.csv");
    }

    @Test
    void looks_only_under_the_source_prefix() {
        var bucket = new Bucket(Map.of("SOURCE_PREFIX", "in/")).put("a.csv", "in/b.csv", "in/", "in/c/", "inside.csv",
                "in/c/d.csv", "j.csv");

        assertThat(bucket.scan().listed()).isEqualTo(2);
        assertThat(bucket.events).extracting(sent -> sent.data().dataset()).containsExactlyInAnyOrder("b", "c/d");
    }

    @Test
    void takes_another_prefix_for_other_datasets() {
        var before = new Bucket().put("in/b.csv");
        before.complete("in/b.csv");
        before.scan();
        var after = new Bucket(Map.of("SOURCE_PREFIX", "in/"));
        before.store.refs().forEach(ref -> after.store.put(ref, before.store.bytes(ref).orElseThrow()));

        assertThat(after.scan().sent()).isEqualTo(1);
    }

    @Test
    void says_in_the_event_what_to_do_for_whom() {
        var bucket = new Bucket().put("köpa %+#.csv");
        bucket.scan("test", new Envelope("ping-7", EventTypes.PING, "/test", null, Map.of("traceparent", "00-1")));

        var sent = bucket.events.element();
        var object = bucket.store.head(bucket.layout.source("köpa %+#.csv")).orElseThrow();
        assertThat(sent.envelope()).isEqualTo(new Envelope("k%C3%B6pa%20%25+#@" + object.etag()
                + "#discovered#defaults", "io.allasflow.object.discovered.v1", "/allasflow/fn-ingest/data",
                "k%C3%B6pa%20%25+#.csv", Map.of("traceparent", "00-1", "correlationid", "ping-7", "causationid",
                        "ping-7", "partitionkey", "k%C3%B6pa%20%25+#")));
        assertThat(sent.data().dataset()).isEqualTo("köpa %+#");
        assertThat(sent.data().configHash()).isEqualTo("defaults");
        assertThat(sent.data().object()).isNull();
        assertThat(sent.data().source().key()).isEqualTo("köpa %+#.csv");
        assertThat(sent.data().source().etag()).isEqualTo(object.etag());
        assertThat(sent.data().source().size()).isEqualTo(object.size());
        assertThat(sent.data().source().lastModified()).isEqualTo(object.lastModified());
    }

    @Test
    void takes_any_key() {
        var odd = List.of("a b.csv", "a//b.csv", "..", "../c", "%2F", "+", "#", "日本.csv", "\ud83d\ude00.csv",
                "\uffee.csv", "\u0001\n\".csv", "k".repeat(1020) + ".csv", ".csv", "index", "index.csv");
        var bucket = new Bucket().put(odd.toArray(String[]::new));
        bucket.put("folder/");
        bucket.scan();
        assertThat(bucket.sent()).containsExactlyInAnyOrderElementsOf(odd);

        bucket.complete(odd.stream().filter(key -> !key.equals("index")).toArray(String[]::new));
        assertThat(bucket.scan().upToDate()).isEqualTo(odd.size() - 1);
        bucket.calls.clear();
        assertThat(bucket.scan().upToDate()).isEqualTo(odd.size() - 1);
        assertThat(bucket.calls("GET data/pipeline/status")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense: {}", "- 1", "a: [", "\u0000"})
    void sends_nothing_under_an_invalid_configuration(String yaml) {
        var bucket = new Bucket().put("a.csv");
        bucket.store.put(bucket.layout.own(PipelineConfig.KEY), yaml.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(bucket::scan).isInstanceOfSatisfying(PipelineException.class,
                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONFIG_INVALID));
        assertThat(bucket.sent()).isEmpty();
        assertThat(bucket.store.head(bucket.index())).isEmpty();
    }

    @Test
    void may_run_twice_at_once() throws Exception {
        var bucket = new Bucket(Map.of("MAX_EVENTS_PER_SCAN", "100000"));
        IntStream.range(0, 3000).forEach(i -> bucket.put("k%04d.csv".formatted(i)));
        try (var executor = Executors.newFixedThreadPool(4)) {
            var scans = new ArrayList<Callable<ScanReport>>();
            for (int i = 0; i < 4; i++) {
                scans.add(bucket::scan);
            }
            for (var scan : executor.invokeAll(scans)) {
                assertThat(scan.get().listed()).isEqualTo(3000);
            }
        }
        assertThat(bucket.sent().stream().distinct()).hasSize(3000);
        assertThat(bucket.scan()).isEqualTo(new ScanReport(3000, 0, 3000, 0, 0, 0, 0, 0));
    }

    @Test
    void tells_that_the_index_is_stale_until_its_page_shows_all_statuses() throws IOException {
        var bucket = new Bucket(Map.of("AUDIT_EVERY_SCANS", "1")).put("a.csv");
        bucket.complete("a.csv");
        bucket.scan();
        assertThat(bucket.othersSent()).as("newly done").containsExactly(EventTypes.INDEX_STALE);
        bucket.scan();
        assertThat(bucket.othersSent()).as("there is no page").containsExactly(EventTypes.INDEX_STALE);
        bucket.writeIndexPage();
        bucket.scan();
        assertThat(bucket.othersSent()).isEmpty();
        bucket.reach("a.csv", "summarize", Status.State.SUMMARIZED);
        bucket.scan();
        assertThat(bucket.othersSent()).as("a status changed").containsExactly(EventTypes.INDEX_STALE);
    }

    @Test
    void one_status_that_cannot_be_read_keeps_no_other_object_from_being_found() {
        var bucket = new Bucket().put("a.csv", "b.csv", "c.csv");
        bucket.failing = "GET data/pipeline/status/b.json";
        assertThatThrownBy(bucket::scan).hasMessageContaining("of 3 objects with work to do, 1 could not be sent");
        assertThat(bucket.sent()).containsExactly("a.csv", "c.csv");
        bucket.failing = null;
        assertThat(bucket.scan()).isEqualTo(new ScanReport(3, 0, 2, 1, 0, 0, 0, 0));
        assertThat(bucket.sent()).containsExactly("b.csv");
    }

    @Test
    void many_that_cannot_be_looked_at_keep_no_other_from_being_sent() {
        var bucket = new Bucket();
        IntStream.range(0, 100).forEach(i -> bucket.put("k%04d.csv".formatted(i)));
        bucket.failingStart = "GET data/pipeline/status/k000";
        assertThatThrownBy(bucket::scan).hasMessageContaining("of 100 objects with work to do, 10 could not be sent");
        assertThat(bucket.sent()).startsWith("k0010.csv").hasSize(90);
    }

    @Test
    void the_memory_outlives_a_change_of_what_is_scanned() {
        var bucket = new Bucket().put("a.csv", "b.csv", "c.csv").complete("a.csv", "b.csv", "c.csv");
        bucket.scan();
        bucket.store.put(bucket.layout.own(PipelineConfig.KEY),
                "scan: {exclude: [c.csv]}".getBytes(StandardCharsets.UTF_8));
        bucket.calls.clear();
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2, 2, 0, 0, 0, 0, 0, 0));
        assertThat(bucket.calls("GET data/pipeline/status")).isZero();
    }

    @Test
    void the_audit_finds_a_status_that_is_gone_or_says_less_than_before() {
        var bucket = new Bucket(Map.of("AUDIT_EVERY_SCANS", "1")).put("a.csv", "b.csv", "c.csv");
        bucket.complete("a.csv", "b.csv", "c.csv");
        bucket.scan();
        bucket.store.delete(bucket.layout.output(Output.STATUS, "a"));
        new StatusStore(bucket.store, bucket.layout).update("b", status -> Status.empty("b")
                .about(status.source(), status.configHash(), status.programVersion()));
        assertThat(bucket.scan()).isEqualTo(new ScanReport(3, 1, 0, 2, 0, 0, 0, 0));
        assertThat(bucket.sent()).containsExactly("a.csv", "b.csv");
    }
}
