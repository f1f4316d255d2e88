package io.allasflow.ingest.scan;

import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;

/// Where the scan sends its events.
@FunctionalInterface
public interface EventSink {
    /// Returns once the sink has taken the event, or may have.
    ///
    /// @param data written as JSON
    /// @throws PipelineException `SINK_UNAVAILABLE` if it certainly has not
    void send(Envelope envelope, Object data);
}
