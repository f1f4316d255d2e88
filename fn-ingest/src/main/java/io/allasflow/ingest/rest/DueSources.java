package io.allasflow.ingest.rest;

import io.allasflow.core.concurrent.Parallel;
import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.sink.EventSink;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.ingest.rest.SourceState.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/// Sends an event for every REST source that is due. Level-triggered, as the scan is: a lost event is sent again with the
/// next ping, because the source's state still says that it is due. One request for each source.
public final class DueSources {
    private static final Logger LOG = Logger.getLogger(DueSources.class);
    /// Pings come a little earlier or later; one that is a moment too early counts.
    private static final Duration MOST_EARLY = Duration.ofMinutes(1);

    private final BucketLayout layout;
    private final ObjectStore store;
    private final SourceStates states;
    private final EventSink sink;
    private final Clock clock;
    private final int concurrency;

    public DueSources(ObjectStore store, BucketLayout layout, EventSink sink, Clock clock, int concurrency) {
        this.store = store;
        this.layout = layout;
        this.states = new SourceStates(store, layout);
        this.sink = sink;
        this.clock = clock;
        this.concurrency = concurrency;
    }

    /// What is wrong with a source's settings is told in its state and logged, and is no failure: the next ping would meet it too.
    ///
    /// @return the first failure, once everything else is sent
    public Optional<PipelineException> send(Envelope ping) {
        var failure = new AtomicReference<PipelineException>();
        try {
            var tasks = PipelineConfig.load(store, layout).sources(RestSource.class).stream()
                    .<Callable<Void>>map(entry -> () -> {
                        try {
                            sendIfDue(ping, entry);
                        } catch (PipelineException e) {
                            LOG.warnf("source %s: %s", printable(entry), e.getMessage());
                            failure.compareAndSet(null, e);
                        }
                        return null;
                    }).toList();
            Parallel.inOrder(concurrency, tasks);
        } catch (PipelineException e) {
            failure.compareAndSet(null, e);
        }
        return Optional.ofNullable(failure.get());
    }

    private void sendIfDue(Envelope ping, PipelineConfig.Entry<RestSource> entry) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (entry.problem() != null) {
            tell(entry, now);
            LOG.warnf("source %s: %s", printable(entry), entry.problem().getMessage());
            return;
        }
        if (isDue(states.read(entry.name()), entry, now)) {
            sink.send(ping.nextWithoutDataset(EventTypes.SOURCE_DUE, "source/" + entry.name(), "fn-ingest")
                    .withSubject(entry.name()), new SourceDue(entry.name(), now));
            LOG.infof("source %s is due", entry.name());
        }
    }

    private static String printable(PipelineConfig.Entry<RestSource> entry) {
        return RestSource.isName(entry.name()) ? entry.name() : "?";
    }

    private static boolean isDue(SourceState state, PipelineConfig.Entry<RestSource> entry, Instant now) {
        var tenth = entry.value().every().dividedBy(10);
        var early = tenth.compareTo(MOST_EARLY) < 0 ? tenth : MOST_EARLY;
        return state.nextAt() == null || !entry.hash().equals(state.settings())
                || !now.plus(early).isBefore(state.nextAt());
    }

    /// In the bucket too, where whoever wrote the configuration looks; once.
    private void tell(PipelineConfig.Entry<RestSource> entry, Instant now) {
        if (!RestSource.isName(entry.name())) {
            return;
        }
        var before = states.read(entry.name());
        var after = before.failed(State.REFUSED, now, now, entry.hash(), entry.problem());
        if (!after.error().equals(before.error())) {
            states.write(after);
        }
    }
}
