package io.allasflow.ingest.rest;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.ingest.rest.http.ApiClient;
import io.allasflow.ingest.rest.http.ApiResponse;
import io.allasflow.ingest.rest.http.RateLimit;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Asks an API as often as it allows, within the time there is.
final class Conversation {
    /// A request of Knative's lasts ten minutes; the rest is for an answer that falls silent, and for the store.
    static final Duration TIME = Duration.ofMinutes(8);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LEAST_WAIT = Duration.ofSeconds(1);
    private static final int MAX_ATTEMPTS = 10;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final RestSource source;
    private final ApiClient client;
    private final Map<String, String> headers;
    private final Clock clock;
    private final Pause pause;
    private final Instant end;

    /// @param headers of the source, secrets among them
    Conversation(RestSource source, ApiClient client, Map<String, String> headers, Clock clock, Pause pause) {
        this.source = source;
        this.client = client;
        this.headers = headers;
        this.clock = clock;
        this.pause = pause;
        end = clock.instant().plus(TIME);
    }

    /// An answer that is good: 200, 204 if it is for records, or 304 if conditions were sent.
    ///
    /// @param conditions the headers of a conditional request, or none
    /// @throws PipelineException with a code of the API's, or that of its address
    ApiResponse get(URI url, Map<String, String> conditions) throws RateLimitedException {
        for (int attempt = 0;; attempt++) {
            var response = client.get(url, headers, conditions, timeout());
            var wait = waitAfter(response, attempt);
            if (wait.isEmpty()) {
                return checked(response, conditions);
            }
            response.close();
            waitFor(attempt < MAX_ATTEMPTS ? wait.get() : RateLimit.MOST);
        }
    }

    /// Waits if that answer says that no more requests are allowed for now.
    void respectLimit(ApiResponse response) throws RateLimitedException {
        var wait = RateLimit.exhausted(response::headers, clock.instant());
        if (wait.isPresent()) {
            waitFor(wait.get());
        }
    }

    /// @throws PipelineException `API_UNUSABLE` if the time is used up. Not to be tried again at once: it would take as
    ///         long again
    void checkTime() {
        if (clock.instant().isAfter(end)) {
            throw new PipelineException(ErrorCode.API_UNUSABLE,
                    "source '" + source.name() + "' takes more than " + TIME.toMinutes() + " minutes");
        }
    }

    private Duration timeout() {
        checkTime();
        var left = Duration.between(clock.instant(), end).plusSeconds(1);
        return left.compareTo(source.timeout()) < 0 ? left : source.timeout();
    }

    private Optional<Duration> waitAfter(ApiResponse response, int attempt) {
        var told = RateLimit.retryAfter(response::headers, clock.instant());
        return switch (response.status()) {
            case TOO_MANY_REQUESTS -> Optional.of(told.orElse(FIRST_WAIT.multipliedBy(1L << attempt)));
            case UNAVAILABLE -> told;
            default -> Optional.empty();
        };
    }

    private void waitFor(Duration wait) throws RateLimitedException {
        var time = wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait;
        if (clock.instant().plus(time).isAfter(end)) {
            throw new RateLimitedException(time);
        }
        try {
            pause.take(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.API_UNAVAILABLE, "the process was told to stop", e);
        }
    }

    private ApiResponse checked(ApiResponse response, Map<String, String> conditions) {
        int status = response.status();
        boolean good = switch (status) {
            // The latter comes from something between.
            case 200, 203 -> true;
            case 204 -> source.records().isPresent();
            case 304 -> !conditions.isEmpty();
            default -> false;
        };
        if (good) {
            return response;
        }
        response.close();
        var code = switch (status) {
            case 408, 425 -> ErrorCode.API_UNAVAILABLE;
            default -> switch (status / 100) {
                case 4 -> ErrorCode.API_REFUSED;
                case 5 -> ErrorCode.API_UNAVAILABLE;
                default -> ErrorCode.API_UNUSABLE;
            };
        };
        throw new PipelineException(code, "source '" + source.name() + "' was answered " + status);
    }
}
