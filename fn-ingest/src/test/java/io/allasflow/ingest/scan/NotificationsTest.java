package io.allasflow.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.core.status.Status;
import io.allasflow.ingest.notification.NotificationReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a bucket notification has sent, and how it goes together with the scan.
class NotificationsTest {
    private static final Duration RETRY_AFTER = Duration.ofMinutes(10);

    @Test
    void sends_what_the_scan_would_send() {
        var bucket = new Bucket().put("köpa %+#.csv");
        bucket.scan();
        var scanned = bucket.events.remove();
        assertThat(bucket.notify(ceph("data", "köpa %+#.csv"))).isEqualTo(new NotificationReport(1, 1, 0));

        var sent = bucket.events.remove();
        assertThat(sent.data()).isEqualTo(scanned.data());
        assertThat(sent.envelope()).usingRecursiveComparison().ignoringFields("extensions")
                .isEqualTo(scanned.envelope());
        assertThat(sent.envelope().extensions()).isEqualTo(Map.of("correlationid", "cause-1", "causationid", "cause-1",
                "partitionkey", "k%C3%B6pa%20%25+#"));
    }

    @ParameterizedTest
    @CsvSource({"data,a.csv,1", "data,gone.csv,0", "other,a.csv,0", "data,pipeline/raw/a.csv,0", "data,folder/,0",
        "data,'',0", "data,a%2ecsv,1", "data,../a.csv,0", "data,\ud800,0"})
    void sends_only_for_sources_that_are_there(String name, String key, long sent) {
        var bucket = new Bucket().put("a.csv", "pipeline/raw/a.csv", "folder/");
        assertThat(bucket.notify(ceph(name, key))).isEqualTo(new NotificationReport(1, sent, 1 - sent));
        assertThat(bucket.sent()).hasSize((int) sent);
    }

    @Test
    void looks_only_under_the_source_prefix() {
        var bucket = new Bucket(Map.of("SOURCE_PREFIX", "in/")).put("a.csv", "in/a.csv");
        bucket.notify(ceph("data", "a.csv", "in/a.csv"));
        assertThat(bucket.sent()).containsExactly("in/a.csv");
    }

    @Test
    void asks_the_store_nothing_about_our_own_outputs() {
        var bucket = new Bucket().put("pipeline/raw/a.csv");
        bucket.calls.clear();
        bucket.notify(ceph("data", "pipeline/raw/a.csv"));
        assertThat(bucket.calls).isEmpty();
    }

    @Test
    void costs_three_requests_an_object() {
        var bucket = new Bucket().put("a.csv");
        bucket.calls.clear();
        bucket.notify(ceph("data", "a.csv"));
        assertThat(bucket.calls).containsExactly("GET data/pipeline/config/pipeline.yaml", "HEAD data/a.csv",
                "GET data/pipeline/status/a.json");
    }

    @ParameterizedTest
    @CsvSource({"INGESTED, 599, 0", "INGESTED, 600, 1", "FAILED, 599, 0", "FAILED, 600, 1", "REJECTED, 100000, 0"})
    void waits_as_long_as_the_scan_does(Status.State state, long seconds, long sent) {
        var bucket = new Bucket().put("a.csv");
        bucket.reach("a.csv", "ingest", state);
        bucket.later(Duration.ofSeconds(seconds));
        assertThat(bucket.notify(ceph("data", "a.csv")).sent()).isEqualTo(sent);
    }

    @Test
    void leaves_nothing_to_the_next_scan_and_is_not_repeated_by_it() {
        var bucket = new Bucket().put("a.csv", "b.csv");
        bucket.notify(ceph("data", "a.csv", "b.csv"));
        bucket.sent();
        bucket.complete("a.csv");
        bucket.reach("b.csv", "ingest", Status.State.INGESTED);

        assertThat(bucket.scan().sent()).isZero();
        bucket.later(RETRY_AFTER);
        bucket.scan();
        assertThat(bucket.sent()).as("stuck").containsExactly("b.csv");
    }

    @Test
    void a_repeated_notification_sends_nothing_until_it_is_overdue_or_the_object_changes() {
        var bucket = new Bucket().put("a.csv");
        assertThat(bucket.notify(ceph("data", "a.csv", "a.csv")).sent()).isEqualTo(1);
        assertThat(bucket.notify(ceph("data", "a.csv")).sent()).isZero();
        bucket.write("a.csv", "changed");
        assertThat(bucket.notify(ceph("data", "a.csv")).sent()).isEqualTo(1);
        bucket.later(RETRY_AFTER);
        assertThat(bucket.notify(ceph("data", "a.csv")).sent()).isEqualTo(1);
    }

    @Test
    void is_repeated_when_the_sink_was_down() {
        var bucket = new Bucket().put("a.csv");
        bucket.sinkIsDown(true);
        assertThatThrownBy(() -> bucket.notify(ceph("data", "a.csv"))).isInstanceOfSatisfying(PipelineException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.SINK_UNAVAILABLE));
        bucket.sinkIsDown(false);
        assertThat(bucket.notify(ceph("data", "a.csv")).sent()).isEqualTo(1);
    }

    @Test
    void sends_nothing_under_an_invalid_configuration() {
        var bucket = new Bucket().put("a.csv");
        bucket.store.put(bucket.layout.own(PipelineConfig.KEY), "nonsense: {}".getBytes(StandardCharsets.UTF_8));
        assertThat(bucket.notify(ceph("data", "a.csv"))).isEqualTo(new NotificationReport(1, 0, 1));
    }

    @Test
    void looks_at_a_thousand_objects_and_leaves_the_rest_to_the_scan() {
        var bucket = new Bucket();
        var keys = IntStream.range(0, 1100).mapToObj("k%04d.csv"::formatted).toList();
        bucket.put(keys.toArray(String[]::new));
        assertThat(bucket.notify(ceph("data", keys.toArray(String[]::new))))
                .isEqualTo(new NotificationReport(1100, 1000, 100));
        assertThat(bucket.sent()).isEqualTo(keys.subList(0, 1000));
    }

    @Test
    void stops_when_its_time_is_used_up() {
        var bucket = new Bucket().put("a.csv", "b.csv", "c.csv", "d.csv", "e.csv");
        bucket.sinkTakes(Duration.ofSeconds(20));
        assertThat(bucket.notify(ceph("data", "a.csv", "b.csv", "c.csv", "d.csv", "e.csv")).sent()).isEqualTo(3);
        assertThat(bucket.sent()).isEqualTo(List.of("a.csv", "b.csv", "c.csv"));
    }

    static String ceph(String bucket, String... keys) {
        var event = Json.MAPPER.createObjectNode();
        var records = event.putArray("Records");
        for (var key : keys) {
            var s3 = records.addObject().put("eventSource", "ceph:s3").put("eventName", "ObjectCreated:Put")
                    .putObject("s3");
            s3.putObject("bucket").put("name", bucket);
            s3.putObject("object").put("key", key);
        }
        return event.toString();
    }
}
