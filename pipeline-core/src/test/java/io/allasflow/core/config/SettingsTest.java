package io.allasflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.stage.Stage;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String ACCESS = "access-5c1d";
    private static final String SECRET = "secret-91e7";
    private static final Map<String, String> MINIMUM = Map.of("DATA_BUCKET", "data", "ALLAS_ACCESS_KEY", ACCESS,
            "ALLAS_SECRET_KEY", SECRET);

    @Test
    void defaults() {
        assertThat(Settings.from(MINIMUM)).isEqualTo(new Settings(URI.create("https://a3s.fi"), ACCESS, SECRET,
                new BucketLayout("data", "", "data", "pipeline/"), Optional.empty(), 1000, Duration.ofMinutes(4),
                Duration.ofMinutes(30), 96, List.of(), List.of(), Optional.empty(), false, Map.of(),
                OptionalLong.empty(), Map.of()));
    }

    @Test
    void everything_set_and_stripped() {
        var environment = new HashMap<>(Map.of("ALLAS_ENDPOINT", " http://127.0.0.1:7480 ", "SOURCE_PREFIX",
                "in put/å/", "OUTPUT_BUCKET", "My_Old.Bucket", "OUTPUT_PREFIX", "out/", "K_SINK",
                "http://broker/default", "MAX_EVENTS_PER_SCAN", "7", "SCAN_SECONDS", "8", "RETRY_AFTER_SECONDS", "9"));
        environment.putAll(Map.of("AUDIT_EVERY_SCANS", "10", "SOURCE_ALLOWED_HOSTS",
                "localhost:8080, API.internal,,[::1]:9", "PUBLISH_ALLOWED_HOSTS", "db.internal:5433",
                "NOTIFICATION_TOKEN",
                "abc_DEF-0123456789", "NOTIFICATIONS_ONLY", "true", "K_CE_OVERRIDES",
                "{\"extensions\":{\"team\":\"a\",\"n\":1}}", "JOB_FROM_BYTES", "5000000000"));
        environment
                .putAll(Map.of("RELAY_INGEST", "http://a", "RELAY_CLEAN", "http://b", "RELAY_SUMMARIZE", "http://c"));
        var settings = with(environment);
        assertThat(settings).isEqualTo(new Settings(URI.create("http://127.0.0.1:7480"), ACCESS, SECRET,
                new BucketLayout("data", "in put/å/", "My_Old.Bucket", "out/"),
                Optional.of(URI.create("http://broker/default")), 7, Duration.ofSeconds(8), Duration.ofSeconds(9),
                10, List.of("localhost:8080", "api.internal", "[::1]:9"), List.of("db.internal:5433"),
                Optional.of("abc_DEF-0123456789"), true, Map.of("team", "a", "n", "1"), OptionalLong.of(5_000_000_000L),
                Map.of(Stage.INGEST, URI.create("http://a"), Stage.CLEAN, URI.create("http://b"), Stage.SUMMARIZE,
                        URI.create("http://c"))));
    }

    @Test
    void names_everything_that_is_wrong_at_once() {
        assertThatThrownBy(() -> Settings.from(Map.of("DATA_BUCKET", " ", "ALLAS_ENDPOINT", "ftp://x", "K_SINK", "x",
                "OUTPUT_PREFIX", "/out", "SCAN_SECONDS", "soon", "AUDIT_EVERY_SCANS", "0")))
                .isInstanceOf(SettingsException.class).hasMessage("""
                        Allasflow cannot start; mend these environment variables:
                          DATA_BUCKET is not set
                          ALLAS_ENDPOINT must be an http or https URL
                          ALLAS_ACCESS_KEY is not set
                          ALLAS_SECRET_KEY is not set
                          OUTPUT_PREFIX must end in '/', not start with it, and have at most 200 characters
                          K_SINK must be an http or https URL
                          SCAN_SECONDS must be a whole number, at most 2147483647
                          AUDIT_EVERY_SCANS must be at least 1""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALLAS_ENDPOINT      | a3s.fi                          | ALLAS_ENDPOINT must be an http or https URL
            ALLAS_ENDPOINT      | https://                        | ALLAS_ENDPOINT must be an http or https URL
            ALLAS_ENDPOINT      | https://a b.fi                  | ALLAS_ENDPOINT must be an http or https URL
            ALLAS_ENDPOINT      | https://me:hunter2@a3s.fi       | ALLAS_ENDPOINT must not hold a user name or password
            ALLAS_ENDPOINT      | https://me:hunter2 @a3s.fi      | ALLAS_ENDPOINT must be an http or https URL
            K_SINK              | https://me:hunter2@{broker}     | K_SINK must be an http or https URL
            K_SINK              | file:///hunter2                 | K_SINK must be an http or https URL
            DATA_BUCKET         | hunter2/x                       | DATA_BUCKET is not a bucket name
            OUTPUT_BUCKET       | ..                              | OUTPUT_BUCKET is not a bucket name
            OUTPUT_PREFIX       | hunter2                         | OUTPUT_PREFIX must end in '/', not start with it, and have at most 200 characters
            OUTPUT_PREFIX       | /                               | OUTPUT_PREFIX must end in '/', not start with it, and have at most 200 characters
            SOURCE_PREFIX       | pipeline/                       | SOURCE_PREFIX lies under OUTPUT_PREFIX, where nothing is taken for a source
            SOURCE_PREFIX       | pipeline/raw/x                  | SOURCE_PREFIX lies under OUTPUT_PREFIX, where nothing is taken for a source
            MAX_EVENTS_PER_SCAN | 1.5                             | MAX_EVENTS_PER_SCAN must be a whole number, at most 2147483647
            MAX_EVENTS_PER_SCAN | -1                              | MAX_EVENTS_PER_SCAN must be at least 1
            NOTIFICATIONS_ONLY  | yes                             | NOTIFICATIONS_ONLY must be true or false
            NOTIFICATIONS_ONLY  | true                            | NOTIFICATION_TOKEN must be set where NOTIFICATIONS_ONLY is
            K_CE_OVERRIDES      | {                               | K_CE_OVERRIDES must be JSON
            K_CE_OVERRIDES      | {"extensions": {"A b": "c"}}    | K_CE_OVERRIDES must name extensions by small letters and digits
            JOB_FROM_BYTES      | 0                               | JOB_FROM_BYTES must be a whole number of bytes, at least 1
            JOB_FROM_BYTES      | 1G                              | JOB_FROM_BYTES must be a whole number of bytes, at least 1
            RELAY_CLEAN         | fn-clean                        | RELAY_CLEAN must be an http or https URL
            RELAY_CLEAN         | http://fn-clean                 | RELAY_INGEST, RELAY_CLEAN and RELAY_SUMMARIZE must be set together
            RETRY_AFTER_SECONDS | 9223372036854775807             | RETRY_AFTER_SECONDS must be a whole number, at most 2147483647
            SOURCE_ALLOWED_HOSTS | https://hunter2                | SOURCE_ALLOWED_HOSTS must be host names, each with a port or without, and commas between
            PUBLISH_ALLOWED_HOSTS | me:hunter2@db                 | PUBLISH_ALLOWED_HOSTS must be host names, each with a port or without, and commas between
            NOTIFICATION_TOKEN  | hunter2                         | NOTIFICATION_TOKEN must be 16 to 200 letters, digits, '-' or '_'
            NOTIFICATION_TOKEN  | hunter2/hunter2/hunter2         | NOTIFICATION_TOKEN must be 16 to 200 letters, digits, '-' or '_'
            SCAN_SECONDS        | 0                               | SCAN_SECONDS must be at least 1
            """)
    void refuses(String name, String value, String problem) {
        assertThatThrownBy(() -> with(Map.of(name, value))).isInstanceOf(SettingsException.class)
                .hasMessage("Allasflow cannot start; mend these environment variables:\n  " + problem)
                .hasMessageNotContaining("hunter2").hasMessageNotContaining(SECRET);
    }

    @Test
    void tells_no_secret() {
        assertThat(with(Map.of("NOTIFICATION_TOKEN", "hunter2-hunter2-hunter2")).toString())
                .contains("https://a3s.fi", "data").doesNotContain(ACCESS, SECRET, "hunter2");
    }

    private static Settings with(Map<String, String> more) {
        var environment = new HashMap<>(MINIMUM);
        environment.putAll(more);
        return Settings.from(environment);
    }
}
