package io.allasflow.core.store;

import io.allasflow.core.error.PipelineException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/// The parts of multipart uploads that killed processes left behind, which no listing shows and everybody pays for.
public final class AbandonedUploads {
    private static final Logger LOG = Logger.getLogger(AbandonedUploads.class);
    private static final Duration ABANDONED = Duration.ofDays(1);

    private AbandonedUploads() {}

    /// @param prefix of the keys whose uploads are ours
    public static void abort(ObjectStore store, String bucket, String prefix, Instant now) {
        try {
            int aborted = store.abortUploads(bucket, prefix, now.minus(ABANDONED));
            if (aborted > 0) {
                LOG.infof("aborted %d abandoned uploads", aborted);
            }
        } catch (PipelineException e) {
            // Only tidying up; a store that cannot do it must not stop the work.
            LOG.warnf("abandoned uploads could not be aborted: %s", e.getMessage());
        }
    }
}
