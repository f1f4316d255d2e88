package io.allasflow.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.error.PipelineException;
import io.allasflow.core.layout.Output;
import io.allasflow.core.status.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A source is done when all its parts are.
class DividedSourceScanTest {
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    private final Bucket bucket = new Bucket().put("book.xlsx", "other.csv");

    DividedSourceScanTest() {
        bucket.complete("other.csv");
        bucket.divide("book.xlsx", "one", "two", "three");
    }

    @Test
    void waits_for_its_parts_and_sends_those_that_are_overdue() {
        bucket.completePart("book.xlsx", "one");
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2, 1, 1, 0, 0, 0, 0, 0));

        bucket.later(RETRY_AFTER);
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2, 1, 0, 2, 0, 0, 0, 0));
        assertThat(bucket.sentDatasets()).containsExactly("book.xlsx/three", "book.xlsx/two");
    }

    @Test
    void is_done_when_all_its_parts_are() {
        bucket.completePart("book.xlsx", "one");
        bucket.completePart("book.xlsx", "two");
        bucket.reachPart("book.xlsx", "three", "ingest", Status.State.REJECTED);
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2, 2, 0, 0, 0, 0, 0, 0));

        bucket.calls.clear();
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2, 2, 0, 0, 0, 0, 0, 0));
        assertThat(bucket.calls("GET data/pipeline/status/")).isZero();
    }

    @Test
    void is_divided_anew_when_it_changes() {
        bucket.completePart("book.xlsx", "one");
        bucket.write("book.xlsx", "changed");

        assertThat(bucket.scan().sent()).isEqualTo(1);
        assertThat(bucket.sentDatasets()).containsExactly("book.xlsx");
    }

    @Test
    void a_part_whose_dataset_another_source_has_hinders_nothing() {
        bucket.completePart("book.xlsx", "one");
        bucket.completePart("book.xlsx", "two");
        bucket.put("book.xlsx/three.csv").complete("book.xlsx/three.csv").conflict("book.xlsx", "three");
        assertThat(bucket.scan()).isEqualTo(new ScanReport(3, 3, 0, 0, 0, 0, 0, 0));

        bucket.store.delete(bucket.layout.source("book.xlsx/three.csv"));
        bucket.later(RETRY_AFTER);
        assertThat(bucket.scan()).isEqualTo(new ScanReport(2, 1, 0, 1, 0, 0, 0, 0));
        assertThat(bucket.sentDatasets()).containsExactly("book.xlsx/three");
    }

    @Test
    void what_the_cap_leaves_is_sent_by_a_later_scan() {
        var small = new Bucket(Map.of("MAX_EVENTS_PER_SCAN", "2")).put("book.xlsx");
        small.divide("book.xlsx", "one", "two", "three");
        small.later(RETRY_AFTER);
        assertThat(small.scan()).isEqualTo(new ScanReport(1, 0, 0, 2, 0, 1, 0, 0));
        for (var part : new String[]{"one", "two"}) {
            small.completePart("book.xlsx", part);
        }
        assertThat(small.scan().sent()).isEqualTo(1);
        assertThat(small.sentDatasets()).containsExactly("book.xlsx/one", "book.xlsx/three", "book.xlsx/two");
    }

    /// None is left out, and none is sent twice before all had their turn.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void all_parts_take_turns(boolean isCapped) {
        var parts = IntStream.range(0, 7).mapToObj(i -> "p" + i).toArray(String[]::new);
        var small = new Bucket(isCapped ? Map.of("MAX_EVENTS_PER_SCAN", "3") : Map.of()).put("book.xlsx");
        small.divide("book.xlsx", parts);
        small.later(RETRY_AFTER);
        for (int round = 0; round < 3; round++) {
            for (var turn : List.of("p0 p1 p2", "p3 p4 p5", "p6")) {
                small.sinkTakesOnly(isCapped ? 100 : 3);
                try {
                    small.scan();
                } catch (PipelineException e) {
                    assertThat(isCapped).isFalse();
                }
                assertThat(small.sentDatasets()).as("round %d", round).containsExactly(
                        Stream.of(turn.split(" ")).map("book.xlsx/"::concat).toArray(String[]::new));
            }
            small.sinkTakesOnly(100);
            small.later(RETRY_AFTER.multipliedBy(1L << round).minusSeconds(1));
            assertThat(small.scan()).isEqualTo(new ScanReport(1, 0, 1, 0, 0, 0, 0, 0));
            small.later(Duration.ofSeconds(1));
        }
    }

    @Test
    void an_audit_finds_what_is_left_from_before_it_was_divided() {
        var audited = new Bucket(Map.of("AUDIT_EVERY_SCANS", "1")).put("book.xlsx").complete("book.xlsx");
        audited.write("book.xlsx", "changed");
        audited.divide("book.xlsx", "one");
        audited.completePart("book.xlsx", "one");
        assertThat(audited.scan()).isEqualTo(new ScanReport(1, 1, 0, 0, 0, 0, 0, 0));
        assertThat(audited.scan()).isEqualTo(new ScanReport(1, 0, 0, 1, 1, 0, 0, 0));
        assertThat(audited.sentDatasets()).containsExactly("book.xlsx");
    }

    @Test
    void an_audit_asks_nothing_more_about_the_parts_of_what_is_there() {
        var audited = new Bucket(Map.of("AUDIT_EVERY_SCANS", "1")).put("book.xlsx");
        audited.divide("book.xlsx", "one", "two");
        audited.completePart("book.xlsx", "one");
        audited.completePart("book.xlsx", "two");
        audited.scan();
        audited.calls.clear();
        audited.scan();
        assertThat(audited.calls("GET data/pipeline/status/book.xlsx/one.json")).isEqualTo(1);
        assertThat(audited.calls("HEAD data/book.xlsx")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"book.xlsx/two", "status"})
    void an_audit_looks_at_every_part(String damaged) {
        var audited = new Bucket(Map.of("AUDIT_EVERY_SCANS", "1")).put("book.xlsx");
        audited.divide("book.xlsx", "one", "two");
        audited.completePart("book.xlsx", "one");
        audited.completePart("book.xlsx", "two");
        for (int i = 0; i < 3; i++) {
            assertThat(audited.scan()).isEqualTo(new ScanReport(1, 1, 0, 0, 0, 0, 0, 0));
        }

        audited.store.delete(damaged.equals("status")
                ? audited.layout.output(Output.STATUS, "book.xlsx")
                : audited.layout.output(Output.CLEANED, damaged));
        assertThat(audited.scan().sent()).isEqualTo(1);
        assertThat(audited.sentDatasets()).containsExactly("book.xlsx");
    }

    @Test
    void when_it_is_deleted_its_parts_are_marked_too() {
        bucket.completePart("book.xlsx", "one");
        bucket.completePart("book.xlsx", "two");
        bucket.completePart("book.xlsx", "three");
        bucket.scan();
        bucket.store.delete(bucket.layout.source("book.xlsx"));
        bucket.later(RETRY_AFTER);

        assertThat(bucket.scan().deleted()).isEqualTo(4);
        for (var dataset : List.of("book.xlsx", "book.xlsx/one", "book.xlsx/two", "book.xlsx/three")) {
            assertThat(bucket.status(dataset).sourceDeleted()).as(dataset).isNotNull();
        }
        assertThat(bucket.scan().deleted()).isZero();
    }

    @Test
    void an_audit_removes_what_is_left_of_a_part_that_is_gone_and_one_that_comes_back_is_sent() {
        var audited = new Bucket(Map.of("AUDIT_EVERY_SCANS", "1")).put("book.xlsx");
        audited.divide("book.xlsx", "one", "two");
        audited.completePart("book.xlsx", "one");
        audited.completePart("book.xlsx", "two");
        audited.scan();

        audited.write("book.xlsx", "changed");
        audited.divide("book.xlsx", "two", "three");
        audited.completePart("book.xlsx", "two");
        audited.completePart("book.xlsx", "three");
        audited.later(RETRY_AFTER);
        assertThat(audited.scan().deleted()).isEqualTo(1);
        assertThat(audited.store.refs()).noneMatch(ref -> ref.key().contains("book.xlsx/one"));
        assertThat(audited.status("book.xlsx/two").sourceDeleted()).isNull();
        assertThat(audited.scan().deleted()).isZero();

        audited.write("book.xlsx", "again");
        audited.divide("book.xlsx", "one");
        audited.later(RETRY_AFTER);
        audited.scan();
        assertThat(audited.sentDatasets()).contains("book.xlsx/one");
    }
}
