package io.allasflow.core.status;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// `status/<dataset>.json`: what happened to a dataset's source, stage by stage, for a person to read and for the scan
/// to see what is done. The only object of ours that holds a clock.
///
/// @param state of the whole
/// @param stages the runs on this version, at most one a stage
/// @param dialect how the source was read; null before ingest
/// @param quality rows, score, verdict and drift; null before clean
/// @param metrics of the summary; null before summarize
/// @param comparison with the version summarized before; null if there is none. It outlives the status's turning to another
///        version and back, and is of this one only if [#told] says so
/// @param outputs ETags at completion, by output; empty before
/// @param parts of the source that are datasets of their own; of an earlier version, as long as none was read since
/// @param conflicts other sources that would have the same dataset and were rejected for it
/// @param history earlier versions, newest first, bounded
/// @param sourceDeleted when the scan found that the source is gone; null while it is there
public record Status(String schema, String dataset, State state, PipelineEvent.Source source, String configHash,
        String programVersion, List<StageRun> stages, JsonNode dialect, JsonNode quality, Metrics metrics,
        Comparison comparison, Map<String, String> outputs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> parts, List<Conflict> conflicts, List<Past> history,
        Instant sourceDeleted) {

    public static final String SCHEMA = "https://allasflow.io/schema/status/v1";
    private static final int MAX_HISTORY = 20;
    private static final int MAX_CONFLICTS = 20;

    public Status {
        // Somebody may have edited it: what is missing here would be met much later.
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(state, "state");
        if (source != null) {
            Objects.requireNonNull(source.key(), "source.key");
            Objects.requireNonNull(source.etag(), "source.etag");
        }
        stages = stages == null ? List.of() : List.copyOf(stages);
        outputs = outputs == null ? Map.of() : outputs;
        parts = parts == null ? List.of() : List.copyOf(parts);
        conflicts = conflicts == null ? List.of() : List.copyOf(conflicts);
        history = history == null ? List.of() : List.copyOf(history);
    }

    public enum State {
        DISCOVERED,
        /// Several datasets, each with a status of its own.
        DIVIDED,
        INGESTED,
        CLEANED,
        SUMMARIZED,
        REJECTED,
        FAILED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /// Whether nothing more happens to this version by itself.
        public boolean isFinal() {
            return this == SUMMARIZED || this == REJECTED;
        }
    }

    /// @param ms how long it took, in milliseconds
    /// @param rows data rows written; null if none were
    /// @param bytes of the main output; null if there is none
    /// @param error null if it went well
    public record StageRun(String stage, State state, Instant at, long ms, Long rows, Long bytes,
            PipelineEvent.Error error) {
        public StageRun {
            Objects.requireNonNull(stage, "stage");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(at, "at");
        }
    }

    /// @param part of the source; null for the whole
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Conflict(String key, String part, String etag) {
        public Conflict {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(etag, "etag");
        }

        /// Of a whole source.
        public Conflict(String key, String etag) {
            this(key, null, etag);
        }

        public static Conflict of(PipelineEvent.Source source) {
            return new Conflict(source.key(), source.part(), source.etag());
        }

        boolean isOfSame(Conflict other) {
            return key.equals(other.key) && Objects.equals(part, other.part);
        }
    }

    /// @param quality the overall score, percent; null where it was not known
    /// @param size of the source, in bytes
    /// @param rows of the cleaned table, as are `columns` and `missing`, the percentage of its cells; null where it was not
    ///        summarized
    public record Past(State state, String sourceEtag, String configHash, String programVersion, Instant at,
            Double quality, Long size, Long rows, Integer columns, Double missing) {}

    public static Status empty(String dataset) {
        return new Status(SCHEMA, dataset, State.DISCOVERED, null, null, null, null, null, null, null, null, null, null,
                null, null, null);
    }

    /// The overall score, percent; null where it is not known.
    public Double overall() {
        var overall = quality == null ? null : quality.path("scores").path("overall");
        return overall == null || !overall.isNumber() ? null : overall.asDouble();
    }

    /// The ETag of the last version of the source that was cleaned, and thereby accepted; empty if none is known of.
    public Optional<String> lastAccepted() {
        if (source != null && quality != null && !quality.isNull()) {
            return Optional.of(source.etag());
        }
        return history.stream()
                .filter(past -> past.quality() != null || past.state() == State.CLEANED
                        || past.state() == State.SUMMARIZED)
                .map(Past::sourceEtag).findFirst();
    }

    /// Whether this tells of exactly that version of the source, made by that configuration and program. Not if the source
    /// was deleted meanwhile: one that comes back is processed anew.
    public boolean isAbout(PipelineEvent.Source version, String config, String program) {
        return isOf(version) && sourceDeleted == null && source.etag().equals(version.etag())
                && config.equals(configHash) && program.equals(programVersion);
    }

    /// Whether it tells of that source or part, in whatever version.
    public boolean isOf(PipelineEvent.Source other) {
        return source != null && Conflict.of(source).isOfSame(Conflict.of(other));
    }

    public boolean isConflict(PipelineEvent.Source version) {
        return conflicts.contains(Conflict.of(version));
    }

    /// Which source is used instead of one that was rejected for it, in words; empty if that is not known.
    public Optional<String> rivalSentence(Conflict conflict) {
        if (source == null || Conflict.of(source).isOfSame(conflict)) {
            return Optional.empty();
        }
        return Optional.of("'" + source.key() + (source.part() == null ? "" : "', part '" + source.part())
                + "' is used for the dataset '" + dataset + "'.");
    }

    /// The same status about a version: itself, or a new one with this in its history. A source that takes the dataset
    /// over leaves the other one as a conflict.
    public Status about(PipelineEvent.Source current, String config, String program) {
        if (isAbout(current, config, program)) {
            return this;
        }
        var past = new ArrayList<>(history);
        if (source != null) {
            var at = stages.isEmpty() ? source.lastModified() : stages.getLast().at();
            past.addFirst(past(at));
        }
        var others = new ArrayList<>(conflicts);
        others.removeIf(Conflict.of(current)::isOfSame);
        var fresh = new Status(SCHEMA, dataset, State.DISCOVERED, current, config, program, null, null, null, null,
                comparison, null, isOf(current) ? parts : null, others, past.subList(0, Math.min(past.size(), MAX_HISTORY)), null);
        boolean takenOver = source != null && BucketLayout.isRival(current, source);
        return takenOver ? fresh.withConflict(Conflict.of(source)) : fresh;
    }

    private Past past(Instant at) {
        var known = Optional.ofNullable(metrics);
        return new Past(state, source.etag(), configHash, programVersion, at, overall(), source.size(),
                known.map(Metrics::rows).orElse(null), known.map(Metrics::columns).orElse(null),
                known.map(Metrics::missing).orElse(null));
    }

    /// With this run in place of an earlier one of the same stage. A repeat never takes back a completion, and only
    /// [#complete] makes one.
    public Status with(StageRun run) {
        var runs = new ArrayList<>(stages);
        runs.removeIf(earlier -> earlier.stage().equals(run.stage()));
        runs.add(run);
        boolean stays = run.state() == State.SUMMARIZED || state == State.SUMMARIZED && run.error() == null;
        return new Status(SCHEMA, dataset, stays ? state : run.state(), source, configHash, programVersion, runs,
                dialect, quality, metrics, comparison, outputs, parts, conflicts, history, sourceDeleted);
    }

    public Status withDialect(JsonNode value) {
        return new Status(SCHEMA, dataset, state, source, configHash, programVersion, stages, value, quality, metrics,
                comparison, outputs, parts, conflicts, history, sourceDeleted);
    }

    /// The drift that was told of this version stays: only who cleaned it first can tell it.
    public Status withQuality(JsonNode value) {
        var told = value;
        if (quality != null && quality.has(QualityFacts.DRIFT) && value instanceof ObjectNode facts
                && !facts.has(QualityFacts.DRIFT)) {
            told = facts.deepCopy().set(QualityFacts.DRIFT, quality.get(QualityFacts.DRIFT));
        }
        return new Status(SCHEMA, dataset, state, source, configHash, programVersion, stages, dialect, told, metrics,
                comparison, outputs, parts, conflicts, history, sourceDeleted);
    }

    public Status withMetrics(Metrics value) {
        return new Status(SCHEMA, dataset, state, source, configHash, programVersion, stages, dialect, quality, value,
                comparison, outputs, parts, conflicts, history, sourceDeleted);
    }

    /// @param found null if a repeat found its own summary, and so nothing to compare with: then what was told stays
    public Status withComparison(Comparison found) {
        return new Status(SCHEMA, dataset, state, source, configHash, programVersion, stages, dialect, quality, metrics,
                found == null ? comparison : found, outputs, parts, conflicts, history, sourceDeleted);
    }

    /// The comparison, if it is of this version.
    public Optional<Comparison> told() {
        return Optional.ofNullable(comparison).filter(known -> known.isTo(this));
    }

    /// With every output in place: this version is complete.
    public Status complete(Map<String, String> etags) {
        return new Status(SCHEMA, dataset, State.SUMMARIZED, source, configHash, programVersion, stages, dialect,
                quality, metrics, told().orElse(null), etags, parts, conflicts, history, sourceDeleted);
    }

    /// With these parts, each a dataset of its own.
    public Status withParts(List<String> names) {
        return new Status(SCHEMA, dataset, state, source, configHash, programVersion, stages, dialect, quality,
                metrics, comparison, outputs, names, conflicts, history, sourceDeleted);
    }

    public Status withConflict(Conflict conflict) {
        var all = new ArrayList<>(conflicts);
        all.removeIf(conflict::isOfSame);
        all.addFirst(conflict);
        return new Status(SCHEMA, dataset, state, source, configHash, programVersion, stages, dialect, quality,
                metrics, comparison, outputs, parts, all.subList(0, Math.min(all.size(), MAX_CONFLICTS)), history, sourceDeleted);
    }

    /// Nothing else changes: what was made of the source stays, and so does what is told of it.
    public Status withSourceDeleted(Instant at) {
        return new Status(SCHEMA, dataset, state, source, configHash, programVersion, stages, dialect, quality, metrics,
                comparison, outputs, parts, conflicts, history, at);
    }
}
