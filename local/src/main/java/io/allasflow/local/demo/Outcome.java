package io.allasflow.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.event.PipelineEvent.Source;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.status.QualityFacts;
import io.allasflow.core.status.ReadingNotes;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.Status.Conflict;
import io.allasflow.core.status.Status.StageRun;
import io.allasflow.core.status.Status.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// What became of one source object, or of a part of it, as its status and its quality report in the bucket say.
///
/// @param key of the object, with the part's name after a slash if it is one
/// @param state as the status has it; `unfinished` if it has none for this version of the object, `excluded` if the settings
///        say that it is no source, `refused` if it never came into the bucket
/// @param reason why it was rejected, or what went wrong last
/// @param rows absent where the object never came to be cleaned
/// @param verdict of its quality; absent where there is none
/// @param notes on how the source was read
public record Outcome(String key, String state, Optional<String> reason, Optional<Rows> rows, Optional<Double> quality,
        Optional<String> verdict, OptionalLong millis, List<String> notes) {
    private static final String UNFINISHED = "unfinished";
    private static final String EXCLUDED = "excluded";
    private static final String REFUSED = "refused";

    public record Rows(long read, long written, long duplicates, long empty, long rejected, long outliers,
            long headers) {
        /// Whether each row that was read is accounted for.
        boolean conserved() {
            return read == written + duplicates + empty + rejected + outliers;
        }

        boolean areMostRejected() {
            return QualityFacts.areMostRejected(read, empty, rejected, headers);
        }
    }

    /// An object that the settings leave out.
    public static Outcome excluded(String key) {
        return without(key, EXCLUDED, null);
    }

    /// A file that cannot be put into the bucket.
    public static Outcome refused(String key, String reason) {
        return without(key, REFUSED, reason);
    }

    public boolean isExcluded() {
        return state.equals(EXCLUDED);
    }

    /// Whether nothing more will become of it.
    public boolean isSettled() {
        return switch (state) {
            case UNFINISHED -> false;
            case EXCLUDED, REFUSED -> true;
            default -> State.valueOf(state.toUpperCase(Locale.ROOT)).isFinal();
        };
    }

    /// Whether that is as it should be.
    public boolean isRight() {
        return isSettled() && !state.equals(REFUSED);
    }

    /// One of the object, or one of each of its parts.
    ///
    /// @param bucket the directory that holds the bucket's objects
    /// @param etag of the object now, without quotes; a status of another version does not count
    public static List<Outcome> read(Path bucket, BucketLayout layout, String key, String etag) throws IOException {
        var source = new Source(layout.dataBucket(), key, etag, 0, Instant.EPOCH);
        var outcomes = new ArrayList<Outcome>();
        for (var part : parts(bucket, layout, source)) {
            outcomes.add(read(bucket, layout, source.withPart(part)));
        }
        return outcomes.isEmpty() ? List.of(read(bucket, layout, source)) : outcomes;
    }

    private static List<String> parts(Path bucket, BucketLayout layout, Source source) throws IOException {
        var statusFile = bucket.resolve(layout.output(Output.STATUS, layout.dataset(source)).key());
        if (!Files.exists(statusFile)) {
            return List.of();
        }
        var status = Json.MAPPER.readValue(statusFile.toFile(), Status.class);
        return isAbout(status, source) && status.state() == Status.State.DIVIDED ? status.parts() : List.of();
    }

    private static boolean isAbout(Status status, Source source) {
        return status.source() != null && Conflict.of(status.source()).equals(Conflict.of(source));
    }

    private static Outcome read(Path bucket, BucketLayout layout, Source source) throws IOException {
        var key = source.part() == null ? source.key() : source.key() + "/" + source.part();
        var dataset = layout.dataset(source);
        var statusFile = bucket.resolve(layout.output(Output.STATUS, dataset).key());
        if (!Files.exists(statusFile)) {
            return without(key, UNFINISHED, null);
        }
        var status = Json.MAPPER.readValue(statusFile.toFile(), Status.class);
        if (status.isConflict(source)) {
            var rival = status.rivalSentence(Conflict.of(source)).map(told -> told + " ").orElse("");
            return without(key, State.REJECTED.word(),
                    ErrorCode.DATASET_CONFLICT + ": " + rival + ErrorCode.DATASET_CONFLICT.advice());
        }
        if (!isAbout(status, source)) {
            return without(key, UNFINISHED, null);
        }
        var qualityFile = bucket.resolve(layout.output(Output.QUALITY, dataset).key());
        var quality = status.state() == State.SUMMARIZED && Files.exists(qualityFile)
                ? Json.MAPPER.readTree(qualityFile.toFile())
                : MissingNode.getInstance();
        return new Outcome(key, status.state().word(), reason(status), rows(quality.path("rows")), overall(quality),
                Optional.ofNullable(quality.path("verdict").textValue()),
                OptionalLong.of(status.stages().stream().mapToLong(StageRun::ms).sum()),
                ReadingNotes.of(status.dialect()));
    }

    private static Outcome without(String key, String state, String reason) {
        return new Outcome(key, state, Optional.ofNullable(reason), Optional.empty(), Optional.empty(),
                Optional.empty(), OptionalLong.empty(), List.of());
    }

    private static Optional<String> reason(Status status) {
        return status.stages().reversed().stream().map(StageRun::error).filter(Objects::nonNull)
                .map(error -> error.code() + ": " + error.message()).findFirst();
    }

    private static Optional<Rows> rows(JsonNode rows) {
        return rows.isObject()
                ? Optional.of(new Rows(rows.path("read").asLong(), rows.path("written").asLong(),
                        rows.path("duplicates").asLong(), rows.path("empty").asLong(), rows.path("rejected").asLong(),
                        rows.path("outliers").asLong(), rows.path("headers").asLong()))
                : Optional.empty();
    }

    private static Optional<Double> overall(JsonNode quality) {
        var overall = quality.at("/scores/overall");
        return overall.isNumber() ? Optional.of(overall.asDouble()) : Optional.empty();
    }
}
