package io.allasflow.core.sink;

import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.status.Status;

/// Where events go that are no answer: those of the scan, of notifications, of parts and of whatever is sent again.
@FunctionalInterface
public interface EventSink {
    /// Returns once the sink has taken the event, or may have.
    ///
    /// @param data written as JSON
    /// @throws PipelineException `SINK_UNAVAILABLE` if it certainly has not
    void send(Envelope envelope, Object data);

    /// Sends the event that a source, or a part of one, needs ingesting.
    default void discovered(Envelope cause, BucketLayout layout, PipelineEvent.Source source, String configHash) {
        var data = new PipelineEvent(layout.dataset(source), source, null, null, configHash, null, null);
        send(cause.next(EventTypes.DISCOVERED, Status.State.DISCOVERED.word(), "fn-ingest", data)
                .withSubject(source.key()), data);
    }
}
