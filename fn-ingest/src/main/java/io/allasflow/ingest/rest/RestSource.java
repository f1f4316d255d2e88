package io.allasflow.ingest.rest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// An entry of `sources` in `config/pipeline.yaml`: an API that is asked now and then, and whose answer becomes an object
/// under the source prefix. `toString` leaves all but the name out: people write keys into URLs.
///
/// @param headers to be sent, with `${SOURCE_SECRET_…}` where a secret belongs
/// @param records where in an answer the list of records is; empty if the answer is kept as it is
/// @param pagination how to get from one answer to the next; empty if there is only one
/// @param every how long to wait from one time to the next
/// @param maxBytes of all answers together, once they are decompressed
/// @param timeout how long the API may be silent
public record RestSource(String name, URI url, Map<String, String> headers, Optional<JsonPointer> records,
        Optional<Pagination> pagination, Duration every, long maxBytes, int maxPages, Duration timeout) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long BYTES = 1L << 30;
    private static final int PAGES = 1000;

    public RestSource {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    @JsonCreator
    static RestSource of(@JsonProperty("name") String name, @JsonProperty("url") String url,
            @JsonProperty("headers") Map<String, String> headers, @JsonProperty("records") String records,
            @JsonProperty("pagination") Pagination pagination, @JsonProperty("every") String every,
            @JsonProperty("maxBytes") Long maxBytes, @JsonProperty("maxPages") Integer maxPages,
            @JsonProperty("timeout") String timeout) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "name must be up to 100 letters, digits, '.', '_' or '-', and start with a letter or digit");
        }
        var templates = headers == null ? Map.<String, String>of() : headers;
        SecretHeaders.check(templates);
        var place = records == null && pagination != null ? "" : records;
        return new RestSource(name, url(url), templates,
                Optional.ofNullable(place).map(text -> pointer("records", text)), Optional.ofNullable(pagination),
                duration("every", every, EVERY, Duration.ofMinutes(1), Duration.ofDays(366)),
                between("maxBytes", maxBytes, BYTES, 10L << 30),
                (int) between("maxPages", maxPages == null ? null : maxPages.longValue(), PAGES, 10_000),
                duration("timeout", timeout, TIMEOUT, Duration.ofSeconds(1), Duration.ofSeconds(90)));
    }

    public static boolean isName(String text) {
        return text != null && NAME.matcher(text).matches();
    }

    /// The name of its object, under the source prefix.
    public String key() {
        return "rest/" + name + (records.isPresent() ? ".ndjson" : "");
    }

    @Override
    public String toString() {
        return "RestSource[" + name + "]";
    }

    static JsonPointer pointer(String field, String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + " must be a JSON pointer such as /data/items", e);
        }
    }

    private static URI url(String text) {
        var problem = "url must be an https URL with a plain host name, and without a user name or '#'";
        try {
            var uri = new URI(text == null ? "" : text);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
                throw new IllegalArgumentException(problem);
            }
            return uri;
        } catch (URISyntaxException e) {
            // Its message would repeat the value, which may hold a key.
            throw new IllegalArgumentException(problem);
        }
    }

    private static Duration duration(String field, String text, Duration fallback, Duration least, Duration most) {
        try {
            var duration = text == null ? fallback : Duration.parse(text);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        throw new IllegalArgumentException(
                field + " must be a duration such as PT1H or P1D, from " + least + " to " + most);
    }

    private static long between(String field, Long number, long fallback, long most) {
        long value = number == null ? fallback : number;
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(field + " must be from 1 to " + most);
        }
        return value;
    }
}
