package io.allasflow.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.layout.Output;
import io.allasflow.ingest.notification.NotificationReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the section `scan` of the configuration does to scans and notifications.
class ScanSettingsTest {
    private static void configure(Bucket bucket, String yaml) {
        bucket.store.put(bucket.layout.own(PipelineConfig.KEY), yaml.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            scan:                                    | a.csv, b.tsv, tmp/c.csv, x/tmp/d.csv
            scan: {}                                 | a.csv, b.tsv, tmp/c.csv, x/tmp/d.csv
            scan: {include: ["*.csv"]}               | a.csv
            scan: {include: ["*.csv", "*.tsv"]}      | a.csv, b.tsv
            scan: {include: ["**/*.csv"]}            | a.csv, tmp/c.csv, x/tmp/d.csv
            scan: {exclude: ["tmp/**"]}              | a.csv, b.tsv, x/tmp/d.csv
            scan: {exclude: ["**/tmp/**", "*.tsv"]}  | a.csv
            scan: {include: ["tmp/*"], exclude: ["**/c.*"]} | ``
            """)
    void only_what_is_included_is_a_source(String yaml, String expected) {
        var bucket = new Bucket(Map.of("SOURCE_PREFIX", "in/")).put("in/a.csv", "in/b.tsv", "in/tmp/c.csv",
                "in/x/tmp/d.csv");
        configure(bucket, yaml);
        var keys = expected.isEmpty() ? List.of() : List.of(expected.split(", "));

        assertThat(bucket.scan()).isEqualTo(new ScanReport(keys.size(), 0, 0, keys.size(), 0, 0, 0, 0));
        assertThat(bucket.sent()).map(key -> key.substring("in/".length())).isEqualTo(keys);
        assertThat(bucket.notify(NotificationsTest.ceph("data", "in/a.csv", "in/b.tsv", "in/tmp/c.csv",
                "in/x/tmp/d.csv"))).isEqualTo(new NotificationReport(4, keys.size(), 4 - keys.size()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            datasets: []                                                  | []
            datasets: [{match: '*.csv'}, {match: 'tmp/**'}]               | []
            datasets: [{match: '*.cvs'}, {match: '*.csv'}, {match: tmp/d.csv}]    | [*.cvs, tmp/d.csv]
            datasets: [{match: book.xlsx/Sheet1}, {match: a.csv/Sheet1}]  | [a.csv/Sheet1]
            datasets: [{match: in/a.csv}, {match: 'out/*'}]               | [in/a.csv, out/*]
            {datasets: [{match: tmp/c.csv}], scan: {exclude: ['tmp/**']}} | [tmp/c.csv]
            """)
    void a_pattern_of_datasets_that_matches_nothing_is_told(String yaml, String unmatched) {
        var bucket = new Bucket(Map.of("SOURCE_PREFIX", "in/")).put("in/a.csv", "in/tmp/c.csv", "in/book.xlsx",
                "out/a.csv");
        configure(bucket, yaml);
        assertThat(bucket.scan().unmatched()).hasToString(unmatched);
        assertThat(bucket.scan().unmatched()).as("again").hasToString(unmatched);
    }

    @Test
    void what_is_excluded_later_keeps_its_outputs() {
        var bucket = new Bucket(Map.of("AUDIT_EVERY_SCANS", "1")).put("a.csv", "b.csv");
        bucket.complete("a.csv", "b.csv");
        bucket.scan();
        configure(bucket, "scan: {exclude: [a.csv], deletedSources: remove}");
        bucket.complete("b.csv");
        bucket.store.delete(bucket.layout.source("a.csv"));

        assertThat(bucket.scan()).isEqualTo(new ScanReport(1, 1, 0, 0, 0, 0, 0, 0));
        assertThat(bucket.scan()).isEqualTo(new ScanReport(1, 1, 0, 0, 0, 0, 0, 0));
        assertThat(bucket.store.head(bucket.layout.output(Output.RAW, "a"))).isPresent();
        assertThat(bucket.status("a").sourceDeleted()).isNull();
    }

    @Test
    void what_was_written_lately_is_left_to_a_later_scan() {
        var bucket = new Bucket();
        configure(bucket, "scan: {quietSeconds: 60}");
        bucket.put("a.csv");
        var written = bucket.store.head(bucket.layout.source("a.csv")).orElseThrow().lastModified();
        bucket.setTime(written.plusSeconds(59));

        assertThat(bucket.notify(NotificationsTest.ceph("data", "a.csv")).sent()).isZero();
        assertThat(bucket.scan()).isEqualTo(new ScanReport(1, 0, 1, 0, 0, 0, 0, 0));
        bucket.later(Duration.ofSeconds(1));
        assertThat(bucket.scan().sent()).isEqualTo(1);
        assertThat(bucket.notify(NotificationsTest.ceph("data", "a.csv")).sent()).isEqualTo(1);
        bucket.complete("a.csv");
        bucket.setTime(written);
        assertThat(bucket.scan().upToDate()).as("what is done stays done").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scan: {include: []}            | scan.include must have a pattern: without one nothing is a source
            scan: {include: ['']}          | scan.include.0: a pattern must have 1 to 1024 characters
            scan: {exclude: '*.tmp'}       | scan.exclude:
            scan: {quietSeconds: -1}       | scan.quietSeconds must be from 0 to 604800
            scan: {quietSeconds: 604801}   | scan.quietSeconds must be from 0 to 604800
            scan: {quietSeconds: soon}     | scan.quietSeconds is "soon", must be a whole number
            scan: {deletedSources: delete} | scan.deletedSources is "delete", must be one of keep, remove
            scan: {excludes: []}           | scan.excludes: there is no such setting; there are [deletedSources, exclude, include, quietSeconds]
            scan: 5                        | section 'scan' must hold settings
            """)
    void a_wrong_value_sends_nothing_and_is_named(String yaml, String problem) {
        var bucket = new Bucket().put("a.csv");
        configure(bucket, yaml);
        assertThatThrownBy(bucket::scan).hasMessageContaining("config/pipeline.yaml line 1: " + problem)
                .isInstanceOfSatisfying(PipelineException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID));
        assertThat(bucket.notify(NotificationsTest.ceph("data", "a.csv")).sent()).isZero();
        assertThat(bucket.sent()).isEmpty();
    }
}
