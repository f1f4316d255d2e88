package io.allasflow.core.batch;

import io.quarkus.funqy.knative.events.CloudEvent;

/// What a Job can run on one event, as the service does on each.
public interface BatchFunction {
    /// The type of the events it takes.
    String type();

    /// @return the answer, or null if there is none
    CloudEvent<?> run(BatchEvent event);
}
