package io.allasflow.summarize.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.event.PipelineEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// `gold/<model>.json`: what a model is made of, and what came of it.
///
/// @param sql ETag of the SQL
/// @param inputs in order of their names
/// @param rows of the result that is there; null without one
/// @param columns of it
/// @param outputs ETags of what belongs with this, by `csv`, `parquet`, `page`. Those of a failed model are of its last good run
/// @param error why it failed; null if it was made
/// @param publishing null if it is not published
/// @param fingerprint of all that the model was to be made of, and of where it is published
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GoldModel(String schema, String model, State state, String sql, List<Input> inputs, Long rows,
        List<ResultColumn> columns, Map<String, String> outputs, PipelineEvent.Error error, Publishing publishing,
        String fingerprint, String programVersion) {
    static final String SCHEMA = "https://allasflow.io/schema/model/v1";

    public GoldModel {
        // Somebody may have edited it.
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(state, "state");
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
        columns = columns == null ? List.of() : List.copyOf(columns);
        outputs = outputs == null ? Map.of() : outputs;
    }

    public enum State {
        MADE,
        FAILED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// What an input is.
    public enum Kind {
        DATASET,
        MODEL,
        /// The built-in table `pipeline_runs`.
        RUNS;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// @param etag of the Parquet file; of runs, a fingerprint; null if there is none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Input(String name, Kind kind, String etag) {}

    /// @param place the database and its schema
    /// @param error why the result is not there; null if it is, or if there is no new one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Publishing(String place, PipelineEvent.Error error) {}

    /// Why it failed, or was made and not published; null if nothing is wrong.
    public PipelineEvent.Error problem() {
        return error != null || publishing == null ? error : publishing.error();
    }

    /// Whether the result is still to be published. What the database can never hold is not.
    @JsonIgnore
    public boolean isUnpublished() {
        return publishing != null && publishing.error() != null
                && !ErrorCode.PUBLISH_UNSUITABLE.name().equals(publishing.error().code());
    }

    /// Whether the results are of an earlier run than the one that is told of.
    public boolean isKept() {
        return state == State.FAILED && rows != null;
    }
}
