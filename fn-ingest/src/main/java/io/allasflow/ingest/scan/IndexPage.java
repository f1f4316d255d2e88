package io.allasflow.ingest.scan;

import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.status.StatusListing;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.ingest.sink.EventSink;
import java.util.Map;
import org.jboss.logging.Logger;

/// The page that lists all datasets, as far as the scan tells that it must be made again.
record IndexPage(ObjectStore store, BucketLayout layout, EventSink sink) {
    private static final Logger LOG = Logger.getLogger(IndexPage.class);

    boolean isStale(OutputAudit audit) {
        return store.head(layout.indexPage())
                .filter(page -> audit.allStatuses().equals(page.metadata().get(StatusListing.FINGERPRINT))).isEmpty();
    }

    /// A failure is only logged: the next audit tells again.
    void sendStale(Envelope ping) {
        try {
            sink.send(ping.nextWithoutDataset(EventTypes.INDEX_STALE, "index", "fn-ingest"),
                    Map.of("key", layout.indexPage().key()));
        } catch (PipelineException e) {
            LOG.warnf("scan: %s", e.getMessage());
        }
    }
}
