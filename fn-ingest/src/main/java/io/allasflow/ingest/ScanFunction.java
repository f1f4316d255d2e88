package io.allasflow.ingest;

import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.ingest.scan.ScanReport;
import io.allasflow.ingest.scan.Scanner;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import java.util.Map;

/// A ping in; one `discovered` event to the sink for every source object with work to do, and a report as the answer.
public class ScanFunction {
    private final Scanner scanner;

    public ScanFunction(Scanner scanner) {
        this.scanner = scanner;
    }

    @Funq
    @CloudEventMapping(trigger = EventTypes.PING)
    public CloudEvent<ScanReport> scan(CloudEvent<Map<String, Object>> ping) {
        var envelope = Envelope.of(ping);
        var report = scanner.scan(envelope);
        return envelope.nextWithoutDataset(EventTypes.SCANNED, "scanned", "fn-ingest").wrap(report);
    }
}
