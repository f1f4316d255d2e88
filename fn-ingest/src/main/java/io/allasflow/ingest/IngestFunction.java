package io.allasflow.ingest;

import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.stage.StageRunner;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;

/// `discovered` in, `ingested` or `rejected` out: a source object becomes canonical raw CSV.
public class IngestFunction {
    private final StageRunner runner;

    public IngestFunction(StageRunner runner) {
        this.runner = runner;
    }

    @Funq
    @CloudEventMapping(trigger = EventTypes.DISCOVERED)
    public CloudEvent<PipelineEvent> ingest(CloudEvent<PipelineEvent> event) {
        return runner.handle(Stage.INGEST, event, new IngestWork());
    }
}
