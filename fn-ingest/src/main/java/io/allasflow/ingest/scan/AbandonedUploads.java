package io.allasflow.ingest.scan;

import io.allasflow.core.error.PipelineException;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/// The parts of multipart uploads that killed processes left behind, which no listing shows and everybody pays for.
final class AbandonedUploads {
    private static final Logger LOG = Logger.getLogger(AbandonedUploads.class);
    private static final Duration ABANDONED = Duration.ofDays(1);

    private AbandonedUploads() {}

    static void abort(ObjectStore store, BucketLayout layout, Instant now) {
        try {
            int aborted = store.abortUploads(layout.outputBucket(), layout.own("").key(), now.minus(ABANDONED));
            if (aborted > 0) {
                LOG.infof("scan: aborted %d abandoned uploads", aborted);
            }
        } catch (PipelineException e) {
            // Only tidying up; a store that cannot do it must not stop the scans.
            LOG.warnf("scan: abandoned uploads could not be aborted: %s", e.getMessage());
        }
    }
}
