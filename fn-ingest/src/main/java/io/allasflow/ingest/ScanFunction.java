package io.allasflow.ingest;

import io.allasflow.core.batch.BatchEvent;
import io.allasflow.core.batch.BatchFunction;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.ingest.rest.DueSources;
import io.allasflow.ingest.scan.ScanReport;
import io.allasflow.ingest.scan.Scanner;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/// A ping in; one `discovered` event to the sink for every source object with work to do, one `source.due` event for every
/// REST source that is due, and a report as the answer.
@Singleton
public class ScanFunction implements BatchFunction {
    private final Scanner scanner;
    private final DueSources sources;

    public ScanFunction(Scanner scanner, DueSources sources) {
        this.scanner = scanner;
        this.sources = sources;
    }

    @Funq
    @CloudEventMapping(trigger = EventTypes.PING)
    public CloudEvent<ScanReport> scan(CloudEvent<Map<String, Object>> ping) {
        var envelope = Envelope.of(ping);
        ScanReport report;
        Optional<PipelineException> failure;
        // Neither keeps the other from its work. The objects first: what is fetched now is discovered by its own event.
        try {
            report = scanner.scan(envelope);
        } finally {
            failure = sources.send(envelope);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return envelope.nextWithoutDataset(EventTypes.SCANNED, "scanned", "fn-ingest").wrap(report);
    }

    @Override
    public String type() {
        return EventTypes.PING;
    }

    @Override
    public CloudEvent<ScanReport> run(BatchEvent ping) {
        // Its data tells nothing.
        return scan(ping.envelope().wrap(Map.of()));
    }
}
