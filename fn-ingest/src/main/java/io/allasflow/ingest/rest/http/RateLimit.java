package io.allasflow.ingest.rest.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;

/// What an answer says about when to ask again: `Retry-After` (RFC 9110), `RateLimit-Remaining` and `RateLimit-Reset` as
/// earlier drafts of the HTTPAPI group have them and `RateLimit` as later ones do, and their `X-` forms.
public final class RateLimit {
    /// Nothing is waited for longer than this, whatever an answer says.
    public static final Duration MOST = Duration.ofDays(1);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,15}");
    private static final Pattern DECIMALS = Pattern.compile("\\.[0-9]*$");
    private static final Pattern EXHAUSTED = Pattern.compile(";[ \\t]*r=0(?![0-9])");
    private static final Pattern REFILL = Pattern.compile(";[ \\t]*t=([0-9]{1,15})");
    /// Larger numbers are times since 1970, in seconds or, larger still, in milliseconds; smaller ones count from now.
    private static final long LATEST_DELAY = 1_000_000_000L;
    private static final long LATEST_SECOND = 100_000_000_000L;

    private RateLimit() {}

    /// How long an answer that refuses for now asks to wait, if it does.
    public static Optional<Duration> retryAfter(Function<String, List<String>> headers, Instant now) {
        var value = headers.apply("Retry-After").stream().findFirst().map(String::strip).orElse("");
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(value))));
        }
        var date = value.isEmpty() ? null : DateUtils.parseStandardDate(value);
        return date == null ? exhausted(headers, now) : Optional.of(bounded(Duration.between(now, date)));
    }

    /// How long to wait before the next request, if an answer says that no more are allowed for now.
    public static Optional<Duration> exhausted(Function<String, List<String>> headers, Instant now) {
        for (var prefix : new String[]{"RateLimit", "X-RateLimit", "X-Rate-Limit"}) {
            var remaining = number(headers, prefix + "-Remaining");
            var reset = number(headers, prefix + "-Reset");
            if (remaining.isPresent() && remaining.getAsLong() == 0 && reset.isPresent()) {
                return Optional.of(bounded(untilReset(reset.getAsLong(), now)));
            }
        }
        return headers.apply("RateLimit").stream().flatMap(value -> Pattern.compile(",").splitAsStream(value))
                .filter(policy -> EXHAUSTED.matcher(policy).find())
                .flatMap(policy -> REFILL.matcher(policy).results().limit(1))
                .map(refill -> bounded(Duration.ofSeconds(Long.parseLong(refill.group(1)))))
                .max(Duration::compareTo);
    }

    private static Duration untilReset(long reset, Instant now) {
        if (reset < LATEST_DELAY) {
            return Duration.ofSeconds(reset);
        }
        return Duration.between(now,
                reset < LATEST_SECOND ? Instant.ofEpochSecond(reset) : Instant.ofEpochMilli(reset));
    }

    private static OptionalLong number(Function<String, List<String>> headers, String header) {
        var value = headers.apply(header).stream().findFirst().map(String::strip)
                .map(text -> DECIMALS.matcher(text).replaceAll(""))
                .orElse("");
        return SECONDS.matcher(value).matches() ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    private static Duration bounded(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
