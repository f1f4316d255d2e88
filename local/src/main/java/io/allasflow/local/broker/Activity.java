package io.allasflow.local.broker;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// What a broker tells its listeners.
public sealed interface Activity {
    Event event();

    /// From outside, or as a reply.
    record Accepted(Event event) implements Activity {}

    record Delivered(Event event, URI subscriber, int status, Optional<Event> reply) implements Activity {}

    /// @param status 0 if no answer came
    /// @param pause until the next try
    record Retried(Event event, URI subscriber, int status, String detail, Duration pause) implements Activity {}

    /// @param status of the last try, 0 if no answer came
    record DeadLettered(Event event, URI subscriber, int status, String detail) implements Activity {}

    /// Gone for good: by the faults in force, after too many hops, or because there is no dead-letter sink that takes it.
    record Lost(Event event, String detail) implements Activity {}
}
