package io.allasflow.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.status.Status;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputAuditTest {
    private static Bucket bucket(Map<String, String> environment) {
        var bucket = new Bucket(environment).put("a.csv", "b.csv", "rejected.csv");
        bucket.complete("a.csv", "b.csv");
        bucket.reach("rejected.csv", "ingest", Status.State.REJECTED);
        assertThat(bucket.scan().upToDate()).isEqualTo(3);
        return bucket;
    }

    @Test
    void finds_nothing_where_all_is_well() {
        var bucket = bucket(Map.of("AUDIT_EVERY_SCANS", "1"));
        bucket.store.put(bucket.layout.own("reports/index.html"), new byte[1]);
        bucket.store.put(bucket.layout.own("raw/of another program"), new byte[1]);
        bucket.store.put(bucket.layout.own("raw/x.csv"), new byte[1]);

        assertThat(bucket.scan()).isEqualTo(new ScanReport(3, 3, 0, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(Output.class)
    void finds_what_was_deleted_or_overwritten(Output output) {
        var bucket = bucket(Map.of("AUDIT_EVERY_SCANS", "1"));
        // A status is no output: people and later versions may write to it.
        int expected = Stage.allOutputs().contains(output) ? 1 : 0;

        bucket.store.delete(bucket.layout.output(output, "a"));
        assertThat(bucket.scan().repaired()).as("deleted").isEqualTo(expected);
        bucket.complete("a.csv");
        assertThat(bucket.scan()).as("healed").isEqualTo(new ScanReport(3, 3, 0, 0, 0, 0, 0, 0));
        bucket.store.put(bucket.layout.output(output, "b"), new byte[1]);
        assertThat(bucket.scan().repaired()).as("overwritten").isEqualTo(expected);
    }

    @Test
    void looks_as_often_as_it_is_told() {
        var bucket = bucket(Map.of("AUDIT_EVERY_SCANS", "4"));
        bucket.store.delete(bucket.layout.output(Output.RAW, "a"));

        assertThat(bucket.scan().repaired()).isZero();
        assertThat(bucket.scan().repaired()).isZero();
        assertThat(bucket.scan().repaired()).isEqualTo(1);
        assertThat(bucket.sent()).containsExactly("a.csv");
    }

    @Test
    void repairs_what_is_over_the_cap_in_the_next_scans_not_the_next_audit() {
        var bucket = new Bucket(Map.of("AUDIT_EVERY_SCANS", "3", "MAX_EVENTS_PER_SCAN", "10"));
        var keys = IntStream.range(0, 25).mapToObj("k%02d.csv"::formatted).toArray(String[]::new);
        bucket.put(keys).complete(keys);
        bucket.scan();
        bucket.scan();
        for (var key : keys) {
            bucket.store.delete(bucket.layout.output(Output.RAW, bucket.layout.dataset(key)));
        }

        assertThat(bucket.scan()).isEqualTo(new ScanReport(25, 0, 0, 10, 10, 15, 0, 0));
        assertThat(bucket.scan().repaired()).isEqualTo(10);
        assertThat(bucket.scan().repaired()).isEqualTo(5);
        assertThat(bucket.sent().stream().distinct()).hasSize(25);
    }
}
