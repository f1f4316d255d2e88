package io.allasflow.ingest;

import io.allasflow.core.config.Settings;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.LargeObjects;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.status.Status;
import io.allasflow.ingest.rest.SourceDue;
import io.allasflow.ingest.rest.SourceFetcher;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;

/// `source.due` in, `discovered` out if the REST source has new data: then it lies under the source prefix as an object
/// like any other.
public class FetchFunction {
    private final SourceFetcher fetcher;
    private final Settings settings;
    private final LargeObjects large;

    public FetchFunction(SourceFetcher fetcher, Settings settings, LargeObjects large) {
        this.fetcher = fetcher;
        this.settings = settings;
        this.large = large;
    }

    @Funq
    @CloudEventMapping(trigger = EventTypes.SOURCE_DUE)
    public CloudEvent<PipelineEvent> fetch(CloudEvent<SourceDue> event) {
        var envelope = Envelope.of(event);
        var news = fetcher.fetch(data(event));
        if (news.isEmpty()) {
            return null;
        }
        var source = PipelineEvent.Source.of(news.get().object());
        var data = new PipelineEvent(settings.layout().dataset(source), source, null, null, news.get().configHash(),
                null, null);
        var next = envelope.next(EventTypes.DISCOVERED, Status.State.DISCOVERED.word(), "fn-ingest", data)
                .withSubject(source.key());
        return large.mark(next, data).wrap(data);
    }

    private static SourceDue data(CloudEvent<SourceDue> event) {
        SourceDue data;
        try {
            data = event.data();
        } catch (RuntimeException e) {
            throw new PipelineException(ErrorCode.BAD_EVENT, "the event's data is not JSON of the expected form", e);
        }
        if (data == null || data.name() == null) {
            throw new PipelineException(ErrorCode.BAD_EVENT, "data.name must name a source");
        }
        return data;
    }
}
