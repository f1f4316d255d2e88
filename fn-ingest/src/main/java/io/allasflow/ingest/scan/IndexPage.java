package io.allasflow.ingest.scan;

import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.gold.ModelFiles;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.sink.EventSink;
import io.allasflow.core.status.StatusListing;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/// The page that lists all datasets, as far as the scan tells that it must be made again.
final class IndexPage {
    private static final Logger LOG = Logger.getLogger(IndexPage.class);

    private final ObjectStore store;
    private final BucketLayout layout;
    private final EventSink sink;
    /// Of the page, once it was looked at.
    private Map<String, String> metadata;

    IndexPage(ObjectStore store, BucketLayout layout, EventSink sink) {
        this.store = store;
        this.layout = layout;
        this.sink = sink;
    }

    boolean isStale(OutputAudit audit) {
        return !audit.allStatuses().equals(told(StatusListing.FINGERPRINT));
    }

    /// What the scan sees of the users' models.
    ///
    /// @param remembered whether the next scan is to ask again though it lists none
    /// @param stale whether the page was made of others
    record Models(boolean remembered, boolean stale) {}

    /// One listing where there are no models; where there are, or were, one of their results and a look at the page too.
    Models models(boolean were) {
        var files = ModelFiles.list(store, layout, were);
        boolean any = files.fingerprint() != null;
        boolean stale = (any || were) && !Objects.equals(files.fingerprint(), told(ModelFiles.FINGERPRINT));
        return new Models(any || stale, stale);
    }

    private String told(String fingerprint) {
        if (metadata == null) {
            metadata = store.head(layout.indexPage()).map(StoredObject::metadata).orElse(Map.of());
        }
        return metadata.get(fingerprint);
    }

    /// A failure is only logged: the next audit tells again, and of models the next scan.
    void sendStale(Envelope ping) {
        try {
            sink.send(ping.nextWithoutDataset(EventTypes.INDEX_STALE, "index", "fn-ingest"),
                    Map.of("key", layout.indexPage().key()));
        } catch (PipelineException e) {
            LOG.warnf("scan: %s", e.getMessage());
        }
    }
}
