package io.allasflow.core.config;

import com.fasterxml.jackson.core.JacksonException;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.stage.Stage;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a deployment sets, from environment variables. `toString` leaves the secrets out.
///
/// @param endpoint the S3 endpoint
/// @param sink where the scan sends its events; absent where nothing is injected
/// @param maxEventsPerScan the rest waits for the next scan
/// @param scanTime after which a scan starts no more events
/// @param retryAfter how long an event in flight is waited for before the scan sends it again
/// @param auditEvery every how many scans all outputs are compared with what was recorded
/// @param allowedHosts hosts that REST sources may reach wherever they are: `host`, or `host:port`, in lower case
/// @param publishHosts databases that tables may be copied to: `host`, or `host:port`, in lower case; no others are connected to
/// @param notificationToken what a bucket notification has to carry; absent where none is asked for
/// @param notificationsOnly whether nothing but notifications is taken, as a process that the store can reach should
/// @param sinkExtensions attributes that each event sent to the sink gets, whatever it had
/// @param jobFromBytes objects of at least this size are for Jobs; absent where there are none
/// @param relay where the functions of the stages are, for the relay to stand in for a broker; empty where there is one
public record Settings(URI endpoint, String accessKey, String secretKey, BucketLayout layout, Optional<URI> sink,
        int maxEventsPerScan, Duration scanTime, Duration retryAfter, int auditEvery, List<String> allowedHosts,
        List<String> publishHosts, Optional<String> notificationToken, boolean notificationsOnly,
        Map<String, String> sinkExtensions, OptionalLong jobFromBytes, Map<Stage, URI> relay) {

    /// Letters, digits, dots, hyphens; underscores and up to 255 characters too, which older buckets have.
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");

    /// A name or an IPv4 address, or an IPv6 address in brackets, and perhaps a port.
    private static final Pattern HOST = Pattern.compile("([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern BYTES = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,40}");
    /// Fits into a URL's path as it is.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,200}");

    /// @throws SettingsException naming everything that is wrong at once
    public static Settings from(Map<String, String> environment) {
        var read = new Reader(environment);
        var dataBucket = read.required("DATA_BUCKET");
        var settings = new Settings(
                read.value("ALLAS_ENDPOINT", "https://a3s.fi", Settings::httpUri),
                read.required("ALLAS_ACCESS_KEY"),
                read.required("ALLAS_SECRET_KEY"),
                new BucketLayout(dataBucket,
                        read.value("SOURCE_PREFIX", "", Function.identity()),
                        read.value("OUTPUT_BUCKET", dataBucket, Function.identity()),
                        read.value("OUTPUT_PREFIX", "pipeline/", Settings::folder)),
                Optional.ofNullable(read.value("K_SINK", null, Settings::httpUri)),
                read.value("MAX_EVENTS_PER_SCAN", "1000", text -> positive(Integer.parseInt(text))),
                read.value("SCAN_SECONDS", "240", text -> Duration.ofSeconds(positive(Integer.parseInt(text)))),
                read.value("RETRY_AFTER_SECONDS", "1800", text -> Duration.ofSeconds(positive(Integer.parseInt(text)))),
                read.value("AUDIT_EVERY_SCANS", "96", text -> positive(Integer.parseInt(text))),
                read.value("SOURCE_ALLOWED_HOSTS", "", Settings::hosts),
                read.value("PUBLISH_ALLOWED_HOSTS", "", Settings::hosts),
                Optional.ofNullable(read.value("NOTIFICATION_TOKEN", null, Settings::token)),
                read.value("NOTIFICATIONS_ONLY", "false", Settings::truth),
                read.value("K_CE_OVERRIDES", "{}", Settings::extensions),
                read.value("JOB_FROM_BYTES", "", Settings::bytes),
                read.relay());
        read.checkBucket("DATA_BUCKET", dataBucket);
        if (!settings.layout().outputBucket().equals(dataBucket)) {
            read.checkBucket("OUTPUT_BUCKET", settings.layout().outputBucket());
        }
        if (settings.layout().isOwn(settings.layout().sourcePrefix())) {
            read.problems.add("SOURCE_PREFIX lies under OUTPUT_PREFIX, where nothing is taken for a source");
        }
        if (settings.notificationsOnly() && settings.notificationToken().isEmpty()) {
            read.problems.add("NOTIFICATION_TOKEN must be set where NOTIFICATIONS_ONLY is");
        }
        read.finish();
        return settings;
    }

    @Override
    public String toString() {
        return "Settings[endpoint=" + endpoint + ", layout=" + layout + ", sink=" + sink + "]";
    }

    private static URI httpUri(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // Its message would repeat the value, which may hold a password.
            throw new IllegalArgumentException("must be an http or https URL");
        }
        if (uri.getHost() == null || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("must be an http or https URL");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("must not hold a user name or password");
        }
        return uri;
    }

    private static String folder(String text) {
        if (!text.endsWith("/") || text.startsWith("/") || text.length() > 200) {
            throw new IllegalArgumentException("must end in '/', not start with it, and have at most 200 characters");
        }
        return text;
    }

    private static List<String> hosts(String text) {
        var hosts = Stream.of(text.toLowerCase(Locale.ROOT).split(",")).map(String::strip)
                .filter(host -> !host.isEmpty()).toList();
        if (!hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
            throw new IllegalArgumentException("must be host names, each with a port or without, and commas between");
        }
        return hosts;
    }

    private static String token(String text) {
        if (!TOKEN.matcher(text).matches()) {
            throw new IllegalArgumentException("must be 16 to 200 letters, digits, '-' or '_'");
        }
        return text;
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static OptionalLong bytes(String text) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!BYTES.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a whole number of bytes, at least 1");
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    /// `{"extensions": {"name": "value"}}`, as Knative's SinkBinding writes it.
    private static Map<String, String> extensions(String json) {
        var extensions = new TreeMap<String, String>();
        try {
            for (var extension : Json.MAPPER.readTree(json).path("extensions").properties()) {
                if (!EXTENSION.matcher(extension.getKey()).matches() || !extension.getValue().isValueNode()) {
                    throw new IllegalArgumentException("must name extensions by small letters and digits");
                }
                extensions.put(extension.getKey(), extension.getValue().asText());
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("must be JSON");
        }
        return extensions;
    }

    private static int positive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("must be at least 1");
        }
        return number;
    }

    /// Collects what is wrong, so that a person mends all of it in one go.
    private static final class Reader {
        private final Map<String, String> environment;
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        String required(String name) {
            var text = environment.getOrDefault(name, "").strip();
            if (text.isEmpty()) {
                problems.add(name + " is not set");
            }
            return text;
        }

        <T> T value(String name, String fallback, Function<String, T> parse) {
            var text = environment.getOrDefault(name, "").strip();
            text = text.isEmpty() ? fallback : text;
            try {
                return text == null ? null : parse.apply(text);
            } catch (NumberFormatException e) {
                problems.add(name + " must be a whole number, at most " + Integer.MAX_VALUE);
            } catch (IllegalArgumentException e) {
                problems.add(name + " " + e.getMessage());
            }
            // Never used: finish() throws.
            return fallback == null ? null : parse.apply(fallback);
        }

        /// One URL for each stage, or none.
        Map<Stage, URI> relay() {
            var relay = new EnumMap<Stage, URI>(Stage.class);
            for (var stage : Stage.values()) {
                var url = value("RELAY_" + stage.name(), null, Settings::httpUri);
                if (url != null) {
                    relay.put(stage, url);
                }
            }
            if (!relay.isEmpty() && relay.size() < Stage.values().length) {
                problems.add("RELAY_INGEST, RELAY_CLEAN and RELAY_SUMMARIZE must be set together");
            }
            return relay;
        }

        void checkBucket(String name, String bucket) {
            if (!bucket.isEmpty() && !BUCKET.matcher(bucket).matches()) {
                problems.add(name + " is not a bucket name");
            }
        }

        void finish() {
            if (!problems.isEmpty()) {
                throw new SettingsException(problems);
            }
        }
    }
}
