package io.allasflow.ingest;

import io.allasflow.core.batch.BatchEvent;
import io.allasflow.core.batch.BatchFunction;
import io.allasflow.core.config.Settings;
import io.allasflow.core.error.Printable;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.sink.EventSink;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.stage.StageRunner;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/// `discovered` in, `ingested` or `rejected` out: a source object becomes canonical raw CSV. One that is several datasets
/// is `divided`, and each of its parts is discovered by itself.
@Singleton
public class IngestFunction implements BatchFunction {
    private static final Logger LOG = Logger.getLogger(IngestFunction.class);
    /// A broker may take events slowly, and the request must end.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final StageRunner runner;
    private final EventSink sink;
    private final Settings settings;
    private final IngestWork work = new IngestWork();

    public IngestFunction(StageRunner runner, EventSink sink, Settings settings) {
        this.runner = runner;
        this.sink = sink;
        this.settings = settings;
    }

    @Funq
    @CloudEventMapping(trigger = EventTypes.DISCOVERED)
    public CloudEvent<PipelineEvent> ingest(CloudEvent<PipelineEvent> event) {
        var answer = runner.handle(Stage.INGEST, event, work);
        // Without a sink, whoever asked sends them.
        if (answer != null && answer.type().equals(EventTypes.DIVIDED) && settings.sink().isPresent()) {
            var divided = answer.data();
            var end = System.nanoTime() + PATIENCE.toNanos();
            for (var part : divided.parts()) {
                if (System.nanoTime() > end) {
                    LOG.warnf("%s: not all parts could be sent; a scan sends the rest",
                            Printable.of(divided.dataset()));
                    break;
                }
                sink.discovered(Envelope.of(event), settings.layout(), divided.source().withPart(part),
                        divided.configHash());
            }
        }
        return answer;
    }

    @Override
    public String type() {
        return EventTypes.DISCOVERED;
    }

    @Override
    public CloudEvent<PipelineEvent> run(BatchEvent event) {
        return ingest(event.as(PipelineEvent.class));
    }
}
