package io.allasflow.ingest.rest;

import java.time.Duration;

/// Waits.
@FunctionalInterface
public interface Pause {
    void take(Duration time) throws InterruptedException;
}
