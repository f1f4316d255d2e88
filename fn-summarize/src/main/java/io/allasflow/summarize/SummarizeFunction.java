package io.allasflow.summarize;

import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.stage.StageRunner;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;

/// `cleaned` in, `summarized` out: a cleaned table becomes statistics and a report page.
public class SummarizeFunction {
    private final StageRunner runner;

    public SummarizeFunction(StageRunner runner) {
        this.runner = runner;
    }

    @Funq
    @CloudEventMapping(trigger = EventTypes.CLEANED)
    public CloudEvent<PipelineEvent> summarize(CloudEvent<PipelineEvent> event) {
        return runner.handle(Stage.SUMMARIZE, event, new SummarizeWork());
    }
}
