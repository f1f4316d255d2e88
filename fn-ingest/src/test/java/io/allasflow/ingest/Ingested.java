package io.allasflow.ingest;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.StageWork;
import io.allasflow.core.stage.Version;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What became of one source object.
record Ingested(StageWork.Made result, String raw) {
    static final BucketLayout LAYOUT = new BucketLayout("data", "", "data", "pipeline/");
    static final String KEY = "shop/events.csv";

    static Ingested of(byte[] source, String config) throws IOException {
        var store = new MemoryObjectStore();
        if (config != null) {
            store.put(LAYOUT.own(PipelineConfig.KEY), config.getBytes(StandardCharsets.UTF_8));
        }
        store.put(LAYOUT.source(KEY), source);
        var result = run(store);
        return new Ingested(result, store.text(LAYOUT.output(Output.RAW, "shop/events")));
    }

    static StageWork.Made run(ObjectStore store) throws IOException {
        return (StageWork.Made) run(store, null);
    }

    /// @param part of the source; null for the whole
    static StageWork.Result run(ObjectStore store, String part) throws IOException {
        var input = store.head(LAYOUT.source(KEY)).orElseThrow();
        var config = PipelineConfig.load(store, LAYOUT);
        var source = PipelineEvent.Source.of(input).withPart(part);
        return new IngestWork().run(new StageContext(store, LAYOUT, config, LAYOUT.dataset(source), input, source,
                Version.of(source, config.hash(), "test")));
    }
}
