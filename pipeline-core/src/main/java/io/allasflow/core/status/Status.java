package io.allasflow.core.status;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// `status/<dataset>.json`: what happened to a dataset's source, stage by stage, for a person to read and for the scan
/// to see what is done. The only object of ours that holds a clock.
///
/// @param state of the whole
/// @param stages the runs on this version, at most one a stage
/// @param dialect how the source was read; null before ingest
/// @param quality rows, score and verdict; null before clean
/// @param outputs ETags at completion, by output; empty before
/// @param conflicts other sources that would have the same dataset and were rejected for it
/// @param history earlier versions, newest first, bounded
public record Status(String schema, String dataset, State state, PipelineEvent.Source source, String configHash,
        String programVersion, List<StageRun> stages, JsonNode dialect, JsonNode quality, Map<String, String> outputs,
        List<Conflict> conflicts, List<Past> history) {

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
        conflicts = conflicts == null ? List.of() : List.copyOf(conflicts);
        history = history == null ? List.of() : List.copyOf(history);
    }

    public enum State {
        DISCOVERED,
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

    public record Conflict(String key, String etag) {
        public Conflict {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(etag, "etag");
        }
    }

    public record Past(State state, String sourceEtag, String configHash, String programVersion, Instant at) {}

    public static Status empty(String dataset) {
        return new Status(SCHEMA, dataset, State.DISCOVERED, null, null, null, null, null, null, null, null, null);
    }

    /// Whether this tells of exactly that version of the source, made by that configuration and program.
    public boolean isAbout(String key, String etag, String config, String program) {
        return source != null && source.key().equals(key) && source.etag().equals(etag) && config.equals(configHash)
                && program.equals(programVersion);
    }

    public boolean isConflict(String key, String etag) {
        return conflicts.contains(new Conflict(key, etag));
    }

    /// The same status about a version: itself, or a new one with this in its history. A source that takes the dataset
    /// over leaves the other one as a conflict.
    public Status about(PipelineEvent.Source current, String config, String program) {
        if (isAbout(current.key(), current.etag(), config, program)) {
            return this;
        }
        var past = new ArrayList<>(history);
        if (source != null) {
            var at = stages.isEmpty() ? source.lastModified() : stages.getLast().at();
            past.addFirst(new Past(state, source.etag(), configHash, programVersion, at));
        }
        var others = new ArrayList<>(conflicts);
        others.removeIf(conflict -> conflict.key().equals(current.key()));
        var fresh = new Status(SCHEMA, dataset, State.DISCOVERED, current, config, program, null, null, null, null,
                others, past.subList(0, Math.min(past.size(), MAX_HISTORY)));
        boolean takenOver = source != null && BucketLayout.isRival(current.key(), source.key());
        return takenOver ? fresh.withConflict(new Conflict(source.key(), source.etag())) : fresh;
    }

    /// With this run in place of an earlier one of the same stage. A repeat never takes back a completion, and only
    /// [#complete] makes one.
    public Status with(StageRun run) {
        var runs = new ArrayList<>(stages);
        runs.removeIf(earlier -> earlier.stage().equals(run.stage()));
        runs.add(run);
        boolean stays = run.state() == State.SUMMARIZED || state == State.SUMMARIZED && run.error() == null;
        return new Status(SCHEMA, dataset, stays ? state : run.state(), source, configHash, programVersion, runs,
                dialect, quality, outputs, conflicts, history);
    }

    public Status withDialect(JsonNode value) {
        return new Status(SCHEMA, dataset, state, source, configHash, programVersion, stages, value, quality, outputs,
                conflicts, history);
    }

    public Status withQuality(JsonNode value) {
        return new Status(SCHEMA, dataset, state, source, configHash, programVersion, stages, dialect, value, outputs,
                conflicts, history);
    }

    /// With every output in place: this version is complete.
    public Status complete(Map<String, String> etags) {
        return new Status(SCHEMA, dataset, State.SUMMARIZED, source, configHash, programVersion, stages, dialect,
                quality, etags, conflicts, history);
    }

    public Status withConflict(Conflict conflict) {
        var all = new ArrayList<>(conflicts);
        all.removeIf(known -> known.key().equals(conflict.key()));
        all.addFirst(conflict);
        return new Status(SCHEMA, dataset, state, source, configHash, programVersion, stages, dialect, quality,
                outputs, all.subList(0, Math.min(all.size(), MAX_CONFLICTS)), history);
    }
}
