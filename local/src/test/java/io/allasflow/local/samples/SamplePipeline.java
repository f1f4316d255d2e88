package io.allasflow.local.samples;

import io.allasflow.clean.CleanFunction;
import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.config.Settings;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageRunner;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.ingest.IngestFunction;
import io.allasflow.ingest.scan.Scanner;
import io.allasflow.summarize.SummarizeFunction;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// The samples, gone through the three functions within this process, once for all tests: with default settings, and as
/// `samples/pipeline.yaml` says for models.
final class SamplePipeline {
    static final Path SAMPLES = Path.of("../samples");
    static final List<String> DATASETS = List.of("energy/electricity-prices", "shop/customers", "shop/events",
            "shop/products.tsv", "shop/transactions");
    static final BucketLayout LAYOUT = new BucketLayout("bucket", "", "bucket", "pipeline/");
    private static final Settings SETTINGS = Settings.from(Map.of("DATA_BUCKET", "bucket", "ALLAS_ACCESS_KEY", "a",
            "ALLAS_SECRET_KEY", "s", "K_SINK", "http://sink"));
    private static SamplePipeline done;
    private static SamplePipeline doneForModels;

    final MemoryObjectStore store = new MemoryObjectStore();
    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final Deque<CloudEvent<PipelineEvent>> queue = new ArrayDeque<>();

    private SamplePipeline() {}

    static synchronized SamplePipeline done() throws IOException {
        if (done == null) {
            var pipeline = new SamplePipeline();
            pipeline.run();
            done = pipeline;
        }
        return done;
    }

    static synchronized SamplePipeline doneForModels() throws IOException {
        if (doneForModels == null) {
            var pipeline = new SamplePipeline();
            pipeline.store.put(LAYOUT.own(PipelineConfig.KEY), Files.readAllBytes(SAMPLES.resolve("pipeline.yaml")));
            pipeline.run();
            doneForModels = pipeline;
        }
        return doneForModels;
    }

    byte[] output(Output output, String dataset) throws IOException {
        try (var reader = store.open(LAYOUT.output(output, dataset), null)) {
            return reader.readAllBytes();
        }
    }

    private void run() throws IOException {
        for (var dataset : DATASETS) {
            var key = dataset.endsWith(".tsv") ? dataset : dataset + ".csv";
            try (var writer = store.create(new ObjectRef("bucket", key), "text/csv", Map.of())) {
                writer.write(Files.readAllBytes(SAMPLES.resolve("data").resolve(key)));
                writer.commit();
            }
        }
        new Scanner(store, SETTINGS, this::take, clock, "test", 1)
                .scan(new Envelope("ping", EventTypes.PING, "/test", null, Map.of()));
        while (!queue.isEmpty()) {
            var event = queue.remove();
            var runner = new StageRunner(store, LAYOUT, clock, "test");
            var answer = switch (event.type()) {
                case EventTypes.DISCOVERED -> new IngestFunction(runner, this::take, SETTINGS).ingest(event);
                case EventTypes.INGESTED -> new CleanFunction(runner).clean(event);
                case EventTypes.CLEANED -> new SummarizeFunction(runner).summarize(event);
                case EventTypes.REJECTED -> throw new AssertionError(event.data().error().message());
                default -> null;
            };
            if (answer != null) {
                queue.add(answer);
            }
        }
    }

    private void take(Envelope envelope, Object data) {
        if (data instanceof PipelineEvent event) {
            queue.add(envelope.wrap(event));
        }
    }
}
