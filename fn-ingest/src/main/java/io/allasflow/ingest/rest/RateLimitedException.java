package io.allasflow.ingest.rest;

import java.time.Duration;

/// An API wants to be asked later, and that is too late for this run.
final class RateLimitedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Duration wait;

    /// @param wait from now on
    RateLimitedException(Duration wait) {
        super("wants no more requests for " + wait);
        this.wait = wait;
    }

    Duration pause() {
        return wait;
    }
}
