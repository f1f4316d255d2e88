package io.allasflow.ingest.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Retry-After: 120                                                | PT2M
            Retry-After: 0                                                  | PT0S
            Retry-After: Thu, 01 Jan 2026 00:00:30 GMT                      | PT30S
            Retry-After: Thursday, 01-Jan-26 00:00:30 GMT                   | PT30S
            Retry-After: Wed, 31 Dec 2025 00:00:00 GMT                      | PT0S
            Retry-After: 99999999999                                        | PT24H
            Retry-After: -5                                                 | -
            Retry-After: 1.5                                                | -
            Retry-After: soon                                               | -
            Retry-After: soon ~ X-RateLimit-Remaining: 0 ~ X-RateLimit-Reset: 7 | PT7S
            Retry-After: 1 ~ RateLimit-Remaining: 0 ~ RateLimit-Reset: 7    | PT1S
            X-Other: 1                                                      | -
            """)
    void reads_when_to_try_again(String headers, Duration wait) {
        assertThat(RateLimit.retryAfter(headers(headers), NOW).orElse(null)).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            RateLimit-Remaining: 0 ~ RateLimit-Reset: 50                    | PT50S
            RateLimit-Remaining: 1 ~ RateLimit-Reset: 50                    | -
            RateLimit-Remaining: 0                                          | -
            RateLimit-Reset: 50                                             | -
            X-RateLimit-Remaining: 0 ~ X-RateLimit-Reset: 1767225660        | PT1M
            X-RateLimit-Remaining: 0 ~ X-RateLimit-Reset: 1767225660000     | PT1M
            X-RateLimit-Remaining: 0 ~ X-RateLimit-Reset: 1767225600        | PT0S
            X-RateLimit-Remaining: 0 ~ X-RateLimit-Reset: 1767220000        | PT0S
            X-Rate-Limit-Remaining: 0 ~ X-Rate-Limit-Reset: 9               | PT9S
            X-RateLimit-Remaining: 0.0 ~ X-RateLimit-Reset: 9.5             | PT9S
            X-RateLimit-Remaining: none ~ X-RateLimit-Reset: 9              | -
            RateLimit: "default";r=0;t=30                                   | PT30S
            RateLimit: "a";r=5;t=3, "b"; r=0; t=60                          | PT1M
            RateLimit: "default";r=50;t=30                                  | -
            RateLimit: "default";r=05;t=30                                  | -
            RateLimit: "default";r=0                                        | -
            Retry-After: 5                                                  | -
            """)
    void reads_that_no_request_is_left(String headers, Duration wait) {
        assertThat(RateLimit.exhausted(headers(headers), NOW).orElse(null)).isEqualTo(wait);
    }

    private static Function<String, List<String>> headers(String text) {
        var headers = new HashMap<String, List<String>>();
        for (var header : text.split(" ~ ")) {
            headers.put(header.split(": ", 2)[0].toLowerCase(Locale.ROOT), List.of(header.split(": ", 2)[1]));
        }
        return name -> headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
}
