package io.allasflow.core.config;

import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Spares a run the request for the configuration, where many small objects come one after another. It is read again
/// unless it was read a moment ago and the event tells that its sender had the same. So what is made differs in nothing
/// from what a run makes that began that moment earlier, and an event sent after a change never meets the old one.
public final class RecentConfig {
    private static final Duration MOMENT = Duration.ofSeconds(10);

    private final ObjectStore store;
    private final BucketLayout layout;
    private final Clock clock;
    private volatile Read last;

    private record Read(PipelineConfig config, Instant at) {}

    public RecentConfig(ObjectStore store, BucketLayout layout, Clock clock) {
        this.store = store;
        this.layout = layout;
        this.clock = clock;
    }

    /// @param hash of the one that the sender of the event had; null if it told none
    public PipelineConfig get(String hash) {
        var now = clock.instant();
        var read = last;
        if (read == null || !read.config().hash().equals(hash) || read.at().plus(MOMENT).isBefore(now)) {
            read = new Read(PipelineConfig.load(store, layout), now);
            last = read;
        }
        return read.config();
    }
}
