package io.allasflow.summarize;

import io.allasflow.core.batch.BatchEvent;
import io.allasflow.core.batch.BatchFunction;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.stage.StageRunner;
import io.allasflow.summarize.publish.PostgresAccess;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// `cleaned` in, `summarized` out: a cleaned table becomes statistics and a report page.
@Singleton
public class SummarizeFunction implements BatchFunction {
    private final StageRunner runner;
    private final PostgresAccess postgres;

    @Inject
    public SummarizeFunction(StageRunner runner, PostgresAccess postgres) {
        this.runner = runner;
        this.postgres = postgres;
    }

    /// Publishes nothing.
    public SummarizeFunction(StageRunner runner) {
        this(runner, PostgresAccess.NONE);
    }

    @Funq
    @CloudEventMapping(trigger = EventTypes.CLEANED)
    public CloudEvent<PipelineEvent> summarize(CloudEvent<PipelineEvent> event) {
        return runner.handle(Stage.SUMMARIZE, event, new SummarizeWork(postgres));
    }

    @Override
    public String type() {
        return EventTypes.CLEANED;
    }

    @Override
    public CloudEvent<PipelineEvent> run(BatchEvent event) {
        return summarize(event.as(PipelineEvent.class));
    }
}
