package io.allasflow.local.broker;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// How a Trigger wants its events delivered.
///
/// @param retries how often after the first try
/// @param deadLetterSink where an event goes that was not delivered, if anywhere
public record Delivery(int retries, BackoffPolicy policy, Duration delay, Optional<URI> deadLetterSink) {
    /// What Knative does with a Trigger that says nothing: one try.
    public static final Delivery ONCE = new Delivery(0, BackoffPolicy.EXPONENTIAL, Duration.ZERO, Optional.empty());

    public enum BackoffPolicy {
        LINEAR,
        EXPONENTIAL
    }

    /// How long to wait before retry number `retry`, counted from 0.
    Duration pause(int retry) {
        return switch (policy) {
            case LINEAR -> delay.multipliedBy(retry);
            case EXPONENTIAL -> delay.multipliedBy(1L << Math.min(retry, 30));
        };
    }

    /// Whether Knative tries again after this status; anything else that is no success goes to the dead-letter sink.
    static boolean isRetried(int status) {
        return status == 404 || status == 408 || status == 409 || status == 429 || status >= 500;
    }
}
