package io.allasflow.ingest.scan;

import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.PipelineEvent;

/// Where the scan sends its events.
@FunctionalInterface
public interface EventSink {
    /// Returns once the sink has taken the event, or may have.
    ///
    /// @throws PipelineException `SINK_UNAVAILABLE` if it certainly has not
    void send(Envelope envelope, PipelineEvent data);
}
