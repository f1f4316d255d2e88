package io.allasflow.clean;

import io.allasflow.core.batch.BatchEvent;
import io.allasflow.core.batch.BatchFunction;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.stage.StageRunner;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import jakarta.inject.Singleton;

/// `ingested` in, `cleaned` or `rejected` out: raw CSV becomes a cleaned table, a quality report and a ledger.
@Singleton
public class CleanFunction implements BatchFunction {
    private final StageRunner runner;

    public CleanFunction(StageRunner runner) {
        this.runner = runner;
    }

    @Funq
    @CloudEventMapping(trigger = EventTypes.INGESTED)
    public CloudEvent<PipelineEvent> clean(CloudEvent<PipelineEvent> event) {
        return runner.handle(Stage.CLEAN, event, new CleanWork());
    }

    @Override
    public String type() {
        return EventTypes.INGESTED;
    }

    @Override
    public CloudEvent<PipelineEvent> run(BatchEvent event) {
        return clean(event.as(PipelineEvent.class));
    }
}
