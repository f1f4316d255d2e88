package io.allasflow.core.stage;

import io.allasflow.core.config.RecentConfig;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.LargeObjects;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectChangedException;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/// Runs a stage's work under the failure rules, which are the same for all three.
///
/// The rule that replaces locks is *validate after write*: read the input at one ETag, write the outputs, then look
/// whether the input is still at that ETag, and go round again if not. Whatever the interleaving of repeats, crashes and
/// concurrent versions, the last writer to finish has seen the current input.
public final class StageRunner {
    private static final Logger LOG = Logger.getLogger(StageRunner.class);
    /// An input that changes this often in one run is left to a later delivery.
    private static final int MAX_ROUNDS = 5;

    private final ObjectStore store;
    private final BucketLayout layout;
    private final RecentConfig configs;
    private final StatusStore statuses;
    private final Leftovers leftovers;
    private final Clock clock;
    private final String programVersion;
    private final LargeObjects large;

    public StageRunner(ObjectStore store, BucketLayout layout, Clock clock, String programVersion) {
        this(store, layout, clock, programVersion, LargeObjects.NONE);
    }

    public StageRunner(ObjectStore store, BucketLayout layout, Clock clock, String programVersion,
            LargeObjects large) {
        this.large = large;
        this.store = store;
        this.layout = layout;
        this.configs = new RecentConfig(store, layout, clock);
        this.statuses = new StatusStore(store, layout);
        this.leftovers = new Leftovers(store, layout);
        this.clock = clock;
        this.programVersion = programVersion;
    }

    /// Handles one event to its end.
    ///
    /// @return the answer, or null if there is none to give
    /// @throws PipelineException transient, or `BAD_EVENT`
    public CloudEvent<PipelineEvent> handle(Stage stage, CloudEvent<PipelineEvent> event, StageWork work) {
        var envelope = Envelope.of(event);
        var data = EventCheck.data(event);
        var told = EventCheck.input(stage, data, layout);
        long started = clock.millis();
        Outcome outcome;
        try (var opened = OpenedInput.of(store, told.ref())) {
            outcome = run(stage, data, told, opened, work);
        } catch (RuntimeException e) {
            EventLog.failed(stage, data.dataset(), e, clock.millis() - started);
            throw e;
        }
        EventLog.write(stage, data.dataset(), outcome, clock.millis() - started);
        return switch (outcome) {
            case Outcome.Done(var source, var version, var result) -> answerDone(stage, envelope,
                    new PipelineEvent(data.dataset(), source,
                            PipelineEvent.ObjectVersion.of(result.main()), result.rows(), version.configHash(), null,
                            null),
                    result.verdict());
            case Outcome.Divided(var source, var version, var result) -> answer(EventTypes.DIVIDED,
                    Status.State.DIVIDED, stage, envelope, new PipelineEvent(data.dataset(), source, null, null,
                            version.configHash(), result.parts(), null));
            case Outcome.Rejected(var source, var version, var why) -> answer(EventTypes.REJECTED,
                    Status.State.REJECTED, stage, envelope, new PipelineEvent(data.dataset(), source, null, null,
                            version.configHash(), null, error(why)));
            case Outcome.Superseded _,Outcome.Gone _ -> null;
        };
    }

    private Outcome run(Stage stage, PipelineEvent data, EventCheck.Input told, OpenedInput opened, StageWork work) {
        var dataset = data.dataset();
        var config = configs.get(told.configHash());
        var current = opened.object();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            if (current.isEmpty() && stage.input() != null) {
                // Nothing may be left of what is no more. If it came back meanwhile, all is made again.
                leftovers.ofInput(stage, data.dataset(), data.source());
                current = store.head(told.ref());
            }
            var source = current.flatMap(input -> sourceOf(stage, input,
                    input.ref().equals(told.ref()) ? told.part() : null));
            if (source.isEmpty()) {
                return new Outcome.Gone();
            }
            var input = current.get();
            var version = Version.of(source.get(), config.hash(), programVersion);
            boolean superseded = !input.etag().equals(told.etag());
            if (superseded && round == 0 && isWritten(stage, dataset, version)) {
                return new Outcome.Superseded();
            }
            var context = new StageContext(store, layout, config, dataset, opened, input, source.get(), version);
            long started = clock.millis();
            var outcome = attempt(work, context);
            // The status is written before the look back, as every output is.
            outcome.ifPresent(ended -> record(stage, dataset, source.get(), ended, clock.millis() - started));
            var rival = outcome.flatMap(ended -> rivalNow(stage, source.get(), ended));
            if (rival.isPresent()) {
                current = rival;
                continue;
            }
            current = store.head(input.ref());
            if (outcome.isPresent() && current.filter(now -> isSame(stage, input, now)).isPresent()) {
                return outcome.get();
            }
        }
        throw new PipelineException(ErrorCode.INPUT_KEEPS_CHANGING, told.ref() + " changed " + MAX_ROUNDS + " times");
    }

    /// A source that takes the dataset and came meanwhile: then what was just written must be made from it.
    private Optional<StoredObject> rivalNow(Stage stage, PipelineEvent.Source source, Outcome ended) {
        boolean beaten = ended instanceof Outcome.Rejected rejected
                && rejected.why().code() == ErrorCode.DATASET_CONFLICT;
        return stage.input() != null || beaten
                ? Optional.empty()
                : layout.rivalsOf(source).stream().flatMap(key -> store.head(layout.source(key)).stream()).findFirst();
    }

    /// Empty if the input changed or went away meanwhile.
    private Optional<Outcome> attempt(StageWork work, StageContext context) {
        try {
            return Optional.of(switch (work.run(context)) {
                case StageWork.Made made -> new Outcome.Done(context.source(), context.version(), made);
                case StageWork.Divided divided -> new Outcome.Divided(context.source(), context.version(), divided);
                case StageWork.NoSuchPart _ -> new Outcome.Gone();
            });
        } catch (ObjectChangedException | ObjectMissingException e) {
            return Optional.empty();
        } catch (UncheckedIOException e) {
            return changedOrFailed(context, e.getCause());
        } catch (IOException e) {
            return changedOrFailed(context, e);
        } catch (PipelineException e) {
            return switch (e.code().kind()) {
                case PERMANENT -> Optional.of(new Outcome.Rejected(context.source(), context.version(), e));
                case TRANSIENT, BAD_EVENT -> throw e;
            };
        }
    }

    private static Optional<Outcome> changedOrFailed(StageContext context, IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ObjectChangedException || cause instanceof ObjectMissingException) {
                return Optional.empty();
            }
        }
        throw new PipelineException(ErrorCode.STORE_UNAVAILABLE,
                context.input().ref() + " could not be processed: " + e.getMessage(), e);
    }

    /// Empty if the object carries no version: then it is not ours, and the scan has it made again.
    private Optional<PipelineEvent.Source> sourceOf(Stage stage, StoredObject input, String part) {
        if (stage.input() == null) {
            return Optional.of(PipelineEvent.Source.of(input).withPart(part));
        }
        if (Version.carriedBy(input).isEmpty()) {
            LOG.warnf("%s was not written by Allasflow; it is made again when the scan finds that out", input.ref());
            return Optional.empty();
        }
        return Optional.of(Version.sourceOf(input, layout.dataBucket()));
    }

    private static boolean isSame(Stage stage, StoredObject before, StoredObject now) {
        // The same bytes may have been made from another source version; then the outputs must say so.
        return before.etag().equals(now.etag())
                && (stage.input() == null || Version.carriedBy(before).equals(Version.carriedBy(now)));
    }

    private boolean isWritten(Stage stage, String dataset, Version version) {
        return stage.outputs().stream()
                .allMatch(output -> carries(layout.output(output, dataset), version).isPresent());
    }

    private Optional<StoredObject> carries(ObjectRef ref, Version version) {
        return store.head(ref).filter(object -> Version.carriedBy(object).filter(version::equals).isPresent());
    }

    private void record(Stage stage, String dataset, PipelineEvent.Source source, Outcome outcome, long ms) {
        switch (outcome) {
            case Outcome.Done done -> recordDone(stage, dataset, done, ms);
            case Outcome.Divided divided -> recordDivided(stage, dataset, divided, ms);
            case Outcome.Rejected rejected -> recordRejected(stage, dataset, rejected, ms);
            case Outcome.Gone _ -> leftovers.ofPart(source);
            case Outcome.Superseded _ -> {
            }
        }
    }

    private void recordDone(Stage stage, String dataset, Outcome.Done done, long ms) {
        var result = done.result();
        var run = new Status.StageRun(word(stage), stage.doneState(), now(), ms, result.rows(), result.main().size(),
                result.problem() == null ? null : error(result.problem()));
        var etags = stage == Stage.SUMMARIZE ? etagsIfComplete(dataset, done.version()) : null;
        statuses.update(dataset, status -> {
            var updated = status.about(done.source(), done.version().configHash(), programVersion).with(run);
            return switch (stage) {
                case INGEST -> {
                    leftovers.ofParts(status, done.source(), List.of());
                    yield updated.withDialect(result.facts()).withParts(List.of());
                }
                case CLEAN -> updated.withQuality(result.facts());
                case SUMMARIZE -> {
                    var told = updated.withQuality(result.facts()).withMetrics(result.metrics())
                            .withComparison(result.comparison());
                    yield etags == null ? told : told.complete(etags);
                }
            };
        });
    }

    private void recordDivided(Stage stage, String dataset, Outcome.Divided divided, long ms) {
        var parts = divided.result().parts();
        var run = new Status.StageRun(word(stage), Status.State.DIVIDED, now(), ms, null, null, null);
        statuses.update(dataset, status -> {
            leftovers.ofWhole(status, divided.source());
            leftovers.ofParts(status, divided.source(), parts);
            return status.about(divided.source(), divided.version().configHash(), programVersion).with(run)
                    .withParts(parts).withDialect(divided.result().facts());
        });
    }

    /// The ETags of all outputs of all stages, or null if one of them is not of this version: another worker is at it,
    /// or the scan will be.
    private TreeMap<String, String> etagsIfComplete(String dataset, Version version) {
        var etags = new TreeMap<String, String>();
        for (var output : Stage.allOutputs()) {
            var object = carries(layout.output(output, dataset), version);
            if (object.isEmpty()) {
                return null;
            }
            etags.put(output.name().toLowerCase(Locale.ROOT), object.get().etag());
        }
        return etags;
    }

    private void recordRejected(Stage stage, String dataset, Outcome.Rejected rejected, long ms) {
        if (rejected.why().code() == ErrorCode.DATASET_CONFLICT) {
            // The status is the other source's.
            statuses.update(dataset, status -> status.withConflict(Status.Conflict.of(rejected.source())));
            return;
        }
        var run = new Status.StageRun(word(stage), Status.State.REJECTED, now(), ms, null, null,
                error(rejected.why()));
        statuses.update(dataset, status -> status
                .about(rejected.source(), rejected.version().configHash(), programVersion).with(run));
    }

    private CloudEvent<PipelineEvent> answerDone(Stage stage, Envelope envelope, PipelineEvent answer,
            String verdict) {
        var next = envelope.next(stage.doneEvent(), stage.doneState().word(), stage.service(), answer);
        var told = verdict == null ? next : next.with(Envelope.QUALITY_VERDICT, verdict);
        return large.mark(told, answer).wrap(answer);
    }

    private static CloudEvent<PipelineEvent> answer(String type, Status.State state, Stage stage, Envelope envelope,
            PipelineEvent answer) {
        return envelope.next(type, state.word(), stage.service(), answer).wrap(answer);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static PipelineEvent.Error error(PipelineException why) {
        return new PipelineEvent.Error(why.code().name(), why.getMessage(), why.code().advice());
    }

    private static String word(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }
}
