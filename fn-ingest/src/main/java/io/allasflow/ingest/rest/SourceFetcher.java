package io.allasflow.ingest.rest;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.config.Settings;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.AbandonedUploads;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import io.allasflow.ingest.rest.SourceState.State;
import io.allasflow.ingest.rest.http.ApiClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/// Fetches a REST source, and keeps its state.
public final class SourceFetcher {
    private static final Logger LOG = Logger.getLogger(SourceFetcher.class);

    private final ObjectStore store;
    private final BucketLayout layout;
    private final Duration retryAfter;
    private final SourceStates states;
    private final Clock clock;
    private final UnaryOperator<String> environment;
    private final Pause pause;
    private final Supplier<ApiClient> clients;

    /// @param environment where secrets are, by the variable's name
    /// @param clients makes one for each fetch
    public SourceFetcher(ObjectStore store, Settings settings, Clock clock, UnaryOperator<String> environment,
            Pause pause, Supplier<ApiClient> clients) {
        this.store = store;
        this.layout = settings.layout();
        this.retryAfter = settings.retryAfter();
        this.states = new SourceStates(store, layout);
        this.clock = clock;
        this.environment = environment;
        this.pause = pause;
        this.clients = clients;
    }

    /// An object of which the store has another version now.
    public record News(StoredObject object, String configHash) {}

    /// @return empty if there is nothing new, or nothing to be had for now, as the state then tells
    /// @throws PipelineException transient, or `BAD_EVENT` if there is no such source
    public Optional<News> fetch(SourceDue due) {
        var config = PipelineConfig.load(store, layout);
        var entry = config.sources(RestSource.class).stream()
                // Its state has that name too.
                .filter(one -> RestSource.isName(one.name()) && one.name().equals(due.name())).findFirst()
                .orElseThrow(() -> new PipelineException(ErrorCode.BAD_EVENT,
                        "data.name names no source of " + PipelineConfig.KEY));
        var before = states.read(entry.name());
        if (before.answers(due)) {
            LOG.infof("fetch %s: already done", entry.name());
            return Optional.empty();
        }
        var started = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            if (entry.problem() != null) {
                throw entry.problem();
            }
            return fetch(entry, due, before, started).map(object -> new News(object, config.hash()));
        } catch (RateLimitedException e) {
            var why = new PipelineException(ErrorCode.API_RATE_LIMITED,
                    "source '" + entry.name() + "' " + e.getMessage());
            end(before.failed(State.RATE_LIMITED, started, clock.instant().truncatedTo(ChronoUnit.MILLIS)
                    .plus(e.pause()), entry.hash(), why));
            return Optional.empty();
        } catch (PipelineException e) {
            if (e.code().kind() != ErrorCode.Kind.PERMANENT) {
                tell(before.failed(State.FAILED, started, started.plus(retryAfter), entry.hash(), e));
                throw e;
            }
            var every = entry.value() == null ? Duration.ZERO : entry.value().every();
            end(before.failed(State.REFUSED, started, started.plus(every), entry.hash(), e));
            return Optional.empty();
        }
    }

    private Optional<StoredObject> fetch(PipelineConfig.Entry<RestSource> entry, SourceDue due, SourceState before,
            Instant started) throws RateLimitedException {
        var source = entry.value();
        var target = target(source);
        var headers = SecretHeaders.resolve(source, environment);
        var known = store.head(target);
        if (known.filter(object -> !Fetch.isOurs(source, object)).isPresent()) {
            throw new PipelineException(ErrorCode.CONFIG_INVALID, "source '" + source.name() + "' would overwrite "
                    + target + ", which was not fetched for it; rename the source, or remove the object");
        }
        // The scan's housekeeping knows our own prefix alone.
        AbandonedUploads.abort(store, target.bucket(), target.key(), clock.instant());
        Fetch.Fetched fetched;
        try (var client = clients.get()) {
            var api = new Conversation(source, client, headers, clock, pause);
            fetched = new Fetch(source, entry.hash(), api, store, target).run(known);
        }
        boolean changed = fetched.object() != null
                && known.filter(object -> object.etag().equals(fetched.object().etag())).isEmpty();
        end(before.succeeded(changed ? State.CHANGED : State.UNCHANGED, started, next(source, due, started),
                entry.hash(), fetched));
        return changed ? store.head(target) : Optional.empty();
    }

    private ObjectRef target(RestSource source) {
        var key = layout.sourcePrefix() + source.key();
        if (!layout.isSource(key)) {
            throw new PipelineException(ErrorCode.CONFIG_INVALID, "source '" + source.name() + "' would be written to "
                    + key + ", which lies under OUTPUT_PREFIX or is too long");
        }
        return layout.source(key);
    }

    /// Counted from when it was due, not from when it was done: otherwise each round would be a ping later.
    private static Instant next(RestSource source, SourceDue due, Instant started) {
        boolean recent = due.since() != null && !due.since().isAfter(started)
                && due.since().plus(source.every()).isAfter(started);
        return (recent ? due.since() : started).plus(source.every());
    }

    private void end(SourceState state) {
        states.write(state);
        log(state);
    }

    /// What is thrown is more important than whether it is told.
    private void tell(SourceState state) {
        log(state);
        try {
            states.write(state);
        } catch (PipelineException e) {
            LOG.warnf("fetch %s: %s", state.name(), e.getMessage());
        }
    }

    private void log(SourceState state) {
        var ms = Duration.between(state.triedAt(), clock.instant()).toMillis();
        if (state.error() == null) {
            LOG.infof("fetch %s: %s, %d pages, %d bytes, %d ms", state.name(), state.state(), state.pages(),
                    state.bytes(), ms);
        } else {
            LOG.warnf("fetch %s: %s, %s: %s, %d ms", state.name(), state.state(), state.error().code(),
                    state.error().message(), ms);
        }
    }
}
