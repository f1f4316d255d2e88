package io.allasflow.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.Status.State;
import io.allasflow.core.status.StatusStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a dataset when its source is deleted.
class GoneSourcesTest {
    private static final String REMOVE = "scan: {deletedSources: remove}";

    private static Bucket done(Map<String, String> environment, String yaml, String... keys) {
        var bucket = new Bucket(environment);
        if (!yaml.isEmpty()) {
            bucket.store.put(bucket.layout.own(PipelineConfig.KEY), yaml.getBytes(StandardCharsets.UTF_8));
        }
        bucket.put(keys).complete(keys);
        assertThat(bucket.scan().upToDate()).isEqualTo(keys.length);
        bucket.othersSent();
        return bucket;
    }

    private static void delete(Bucket bucket, String... keys) {
        for (var key : keys) {
            bucket.store.delete(bucket.layout.source(key));
        }
    }

    private static List<Output> outputs(Bucket bucket, String dataset) {
        return Stage.allOutputs().stream()
                .filter(output -> bucket.store.head(bucket.layout.output(output, dataset)).isPresent()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "c.csv", "e.csv"})
    void the_outputs_stay_and_the_status_tells(String key) {
        var bucket = done(Map.of(), "", "a.csv", "b.csv", "c.csv", "d.csv", "e.csv");
        var dataset = bucket.layout.dataset(key);
        delete(bucket, key);
        bucket.later(Duration.ofSeconds(5));

        assertThat(bucket.scan()).isEqualTo(new ScanReport(4, 4, 0, 0, 0, 0, 0, 1));
        assertThat(bucket.othersSent()).containsExactly(EventTypes.INDEX_STALE);
        assertThat(bucket.status(dataset).sourceDeleted()).isEqualTo("2026-01-01T00:00:05Z");
        assertThat(bucket.status(dataset).state()).isEqualTo(State.SUMMARIZED);
        assertThat(outputs(bucket, dataset)).hasSize(Stage.allOutputs().size());
        assertThat(bucket.scan()).as("once").isEqualTo(new ScanReport(4, 4, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void everything_goes_if_the_settings_say_so() {
        var bucket = done(Map.of(), REMOVE, "a.csv", "b.csv");
        delete(bucket, "a.csv");

        assertThat(bucket.scan().deleted()).as("first it is remembered as not done").isZero();
        assertThat(bucket.scan()).isEqualTo(new ScanReport(1, 1, 0, 0, 0, 0, 0, 1));
        assertThat(outputs(bucket, "a")).isEmpty();
        assertThat(bucket.store.head(bucket.layout.output(Output.STATUS, "a"))).isEmpty();
        assertThat(outputs(bucket, "b")).hasSize(Stage.allOutputs().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", REMOVE})
    void a_source_that_comes_back_is_processed_anew(String yaml) {
        var bucket = done(Map.of(), yaml, "a.csv");
        delete(bucket, "a.csv");
        bucket.scan();
        bucket.scan();
        bucket.put("a.csv");

        assertThat(bucket.scan()).isEqualTo(new ScanReport(1, 0, 0, 1, 0, 0, 0, 0));
        bucket.complete("a.csv");
        assertThat(bucket.status("a").sourceDeleted()).isNull();
        assertThat(bucket.scan()).isEqualTo(new ScanReport(1, 1, 0, 0, 0, 0, 0, 0));
        delete(bucket, "a.csv");
        assertThat(bucket.scan().deleted() + bucket.scan().deleted()).isEqualTo(1);
    }

    /// Whatever ends the removal, in whatever moment: a source that comes back is never taken for up to date without outputs.
    @ParameterizedTest
    @ValueSource(strings = {"PUT data/pipeline/status/a.json", "DELETE data/pipeline/raw/a.csv",
        "DELETE data/pipeline/clean/a.csv", "DELETE data/pipeline/status/a.json",
        "PUT data/pipeline/state/scan.ndjson.gz"})
    void a_source_that_comes_back_after_half_a_removal_is_processed_anew(String failing) {
        for (int scans = 1; scans < 4; scans++) {
            var bucket = done(Map.of(), REMOVE, "a.csv");
            delete(bucket, "a.csv");
            for (int scan = 1; scan <= scans; scan++) {
                bucket.failing = scan == scans ? failing : null;
                try {
                    bucket.scan();
                } catch (PipelineException e) {
                    assertThat(failing).startsWith("PUT data/pipeline/state");
                }
            }
            bucket.failing = null;
            bucket.put("a.csv");
            var report = bucket.scan();
            boolean isWhole = outputs(bucket, "a").size() == Stage.allOutputs().size()
                    && bucket.status("a").sourceDeleted() == null;
            assertThat(report.upToDate()).as("after %d", scans).isEqualTo(isWhole ? 1 : 0);
            assertThat(report.sent()).isEqualTo(isWhole ? 0 : 1);
        }
    }

    @Test
    void a_divided_source_that_comes_back_while_a_part_is_in_work_is_processed_anew() {
        var bucket = new Bucket();
        bucket.store.put(bucket.layout.own(PipelineConfig.KEY), REMOVE.getBytes(StandardCharsets.UTF_8));
        bucket.put("book.xlsx").divide("book.xlsx", "one", "two");
        bucket.completePart("book.xlsx", "one");
        bucket.completePart("book.xlsx", "two");
        assertThat(bucket.scan().upToDate()).isEqualTo(1);
        bucket.later(Duration.ofHours(1));
        bucket.store.delete(bucket.layout.output(Output.STATUS, "book.xlsx/two"));
        bucket.reachPart("book.xlsx", "two", "ingest", State.INGESTED);
        delete(bucket, "book.xlsx");
        bucket.scan();
        assertThat(bucket.scan().deleted()).as("one part of it").isEqualTo(1);
        assertThat(outputs(bucket, "book.xlsx/one")).isEmpty();
        bucket.put("book.xlsx");
        assertThat(bucket.scan().sent()).isEqualTo(1);
        assertThat(bucket.sentDatasets()).containsExactly("book.xlsx");
    }

    @Test
    void what_is_written_meanwhile_is_neither_marked_nor_counted() {
        var bucket = done(Map.of(), "", "a.csv");
        delete(bucket, "a.csv");
        bucket.meanwhile("HEAD data/a.csv", () -> new StatusStore(bucket.store, bucket.layout).update("a",
                status -> status.withConflict(new Status.Conflict("other", "1"))));
        assertThat(bucket.scan().deleted()).isZero();
        assertThat(bucket.status("a").sourceDeleted()).isNull();
        assertThat(bucket.scan().deleted()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"INGESTED,599,0", "INGESTED,600,1", "REJECTED,0,1"})
    void a_dataset_in_work_is_left_until_nothing_is_heard_of_it(State state, long seconds, long deleted) {
        var bucket = new Bucket().put("a.csv", "b.csv");
        bucket.scan();
        bucket.reach("a.csv", "ingest", state);
        delete(bucket, "a.csv");
        bucket.later(Duration.ofSeconds(seconds));
        assertThat(bucket.scan().deleted()).isEqualTo(deleted);
        bucket.later(Duration.ofSeconds(600 - seconds));
        assertThat(bucket.scan().deleted()).isEqualTo(1 - deleted);
    }

    @Test
    void what_never_came_to_anything_is_forgotten() {
        var bucket = new Bucket().put("a.csv");
        bucket.scan();
        delete(bucket, "a.csv");
        assertThat(bucket.scan()).isEqualTo(new ScanReport(0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(bucket.store.head(bucket.layout.output(Output.STATUS, "a"))).isEmpty();
    }

    @Test
    void a_failure_is_made_good_by_the_next_scan() {
        var bucket = done(Map.of(), "", "a.csv", "b.csv");
        delete(bucket, "a.csv", "b.csv");
        bucket.failing = "HEAD data/a.csv";
        assertThat(bucket.scan().deleted()).isEqualTo(1);
        bucket.failing = "PUT data/pipeline/state/scan.ndjson.gz";
        assertThatThrownBy(bucket::scan).hasMessageContaining("down");
        bucket.failing = null;
        new StatusStore(bucket.store, bucket.layout).update("a", status -> status.withSourceDeleted(null));
        assertThat(bucket.scan().deleted()).as("a scan that died is found again").isEqualTo(1);
        assertThat(bucket.scan().deleted()).isZero();
    }

    @Test
    void a_source_that_the_listing_missed_is_not_taken_for_deleted() {
        var bucket = done(Map.of(), REMOVE, "a.csv", "b.csv");
        bucket.hidden = "a.csv";
        assertThat(bucket.scan()).isEqualTo(new ScanReport(1, 1, 0, 0, 0, 0, 0, 0));
        bucket.hidden = null;
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2, 2, 0, 0, 0, 0, 0, 0));
        assertThat(outputs(bucket, "a")).hasSize(Stage.allOutputs().size());
    }

    @Test
    void another_source_takes_the_dataset_over() {
        var bucket = done(Map.of(), REMOVE, "x.csv");
        bucket.put("x");
        var etag = bucket.store.head(bucket.layout.source("x")).orElseThrow().etag();
        new StatusStore(bucket.store, bucket.layout).update("x",
                status -> status.withConflict(new Status.Conflict("x", etag)));
        bucket.scan();
        delete(bucket, "x.csv");

        assertThat(bucket.scan()).isEqualTo(new ScanReport(1, 0, 0, 1, 0, 0, 0, 0));
        assertThat(outputs(bucket, "x")).hasSize(Stage.allOutputs().size());
    }

    @Test
    void an_audit_finds_what_the_memory_does_not_know() {
        var bucket = done(Map.of("AUDIT_EVERY_SCANS", "3"), "", "a.csv", "b.csv");
        delete(bucket, "a.csv");
        bucket.store.delete(bucket.index());
        assertThat(bucket.scan().deleted()).isZero();
        assertThat(bucket.scan().deleted()).isZero();
        assertThat(bucket.scan().deleted()).isEqualTo(1);
        assertThat(bucket.status("a").sourceDeleted()).isNotNull();
        assertThat(bucket.status("b").sourceDeleted()).isNull();
    }

    /// Side by side: the whole takes its parts along, and nothing is done twice.
    @ParameterizedTest
    @ValueSource(strings = {"scan: {deletedSources: keep}", REMOVE})
    void an_audit_finds_a_divided_source_and_its_parts(String yaml) {
        var bucket = new Bucket(Map.of("AUDIT_EVERY_SCANS", "1"));
        bucket.store.put(bucket.layout.own(PipelineConfig.KEY), yaml.getBytes(StandardCharsets.UTF_8));
        var parts = IntStream.range(0, 50).mapToObj(i -> "p" + i).toArray(String[]::new);
        bucket.put("book.xlsx").divide("book.xlsx", parts);
        for (var part : parts) {
            bucket.completePart("book.xlsx", part);
        }
        bucket.later(Duration.ofHours(1));
        delete(bucket, "book.xlsx");
        assertThat(bucket.scan().deleted()).isEqualTo(51);
        assertThat(outputs(bucket, "book.xlsx/p7")).hasSize(yaml.equals(REMOVE) ? 0 : Stage.allOutputs().size());
        assertThat(bucket.scan().deleted()).isZero();
    }

    @Test
    void an_audit_leaves_what_is_of_another_bucket_or_prefix() {
        var bucket = done(Map.of("AUDIT_EVERY_SCANS", "1", "OUTPUT_BUCKET", "out"), REMOVE, "in/a.csv");
        var elsewhere = Map.of("AUDIT_EVERY_SCANS", "1", "OUTPUT_BUCKET", "out", "DATA_BUCKET", "other");
        var other = new Bucket(elsewhere);
        bucket.store.refs().forEach(ref -> other.store.put(ref, bucket.store.bytes(ref).orElseThrow()));
        assertThat(other.scan().deleted()).isZero();
        assertThat(outputs(other, "in/a")).hasSize(Stage.allOutputs().size());
    }

    @Test
    void many_are_handled_with_bounded_memory_and_in_order() {
        var keys = IntStream.range(0, 2500).mapToObj("k%04d.csv"::formatted).toArray(String[]::new);
        var bucket = done(Map.of("SCAN_SECONDS", "100000"), "", keys);
        delete(bucket, IntStream.range(1, 2499).mapToObj("k%04d.csv"::formatted).toArray(String[]::new));
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2, 2, 0, 0, 0, 0, 0, 2498));
        bucket.calls.clear();
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2, 2, 0, 0, 0, 0, 0, 0));
        assertThat(bucket.calls("GET data/pipeline/status")).as("nothing is asked twice").isZero();
    }
}
