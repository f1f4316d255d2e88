package io.allasflow.summarize;

import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.summarize.index.IndexRefresher;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import java.util.Map;

/// `summarized`, `rejected` or `index.stale` in, nothing out: the index of all reports is brought up to date.
public class IndexFunction {
    private final IndexRefresher refresher;

    public IndexFunction(IndexRefresher refresher) {
        this.refresher = refresher;
    }

    @Funq
    @CloudEventMapping(trigger = EventTypes.SUMMARIZED)
    public void indexSummarized(CloudEvent<PipelineEvent> event) {
        refresher.refresh();
    }

    @Funq
    @CloudEventMapping(trigger = EventTypes.REJECTED)
    public void indexRejected(CloudEvent<PipelineEvent> event) {
        refresher.refresh();
    }

    @Funq
    @CloudEventMapping(trigger = EventTypes.INDEX_STALE)
    public void indexStale(CloudEvent<Map<String, Object>> event) {
        refresher.refresh();
    }
}
