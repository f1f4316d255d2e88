package io.allasflow.ingest.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.ingest.rest.Fetch.Fetched;
import java.time.Instant;

/// What is known of a REST source: `sources/<name>.json`, for a person, and for the scan. Holds no secret and no URL.
///
/// @param state how the last try ended
/// @param triedAt when it started
/// @param nextAt from when on a scan has it tried again
/// @param settings names the settings that it was tried with; other ones are tried at once
/// @param succeededAt the last success, of which all that follows tells; null if there was none
/// @param object as it was written last
/// @param records null where the answer was kept as it is
/// @param error why the last try failed; null if it did not
public record SourceState(String schema, String name, State state, Instant triedAt, Instant nextAt, String settings,
        PipelineEvent.Error error, Instant succeededAt, PipelineEvent.ObjectVersion object, Integer pages, Long records,
        Long bytes) {
    static final String SCHEMA = "https://allasflow.io/schema/source/v1";

    public enum State {
        /// There is new data.
        @JsonProperty("changed")
        CHANGED,
        @JsonProperty("unchanged")
        UNCHANGED,
        /// Will not succeed until somebody does something.
        @JsonProperty("refused")
        REFUSED,
        /// The API wants to be asked later.
        @JsonProperty("rate limited")
        RATE_LIMITED,
        /// The event is delivered again.
        @JsonProperty("failed")
        FAILED
    }

    static SourceState empty(String name) {
        return new SourceState(SCHEMA, name, null, null, null, null, null, null, null, null, null, null);
    }

    /// Whatever name stands in the file: it says where the state is written.
    SourceState named(String asked) {
        return new SourceState(schema, asked, state, triedAt, nextAt, settings, error, succeededAt, object, pages,
                records, bytes);
    }

    SourceState succeeded(State now, Instant at, Instant next, String with, Fetched fetched) {
        boolean kept = fetched.object() == null;
        return new SourceState(SCHEMA, name, now, at, next, with, null, at,
                kept ? object : PipelineEvent.ObjectVersion.of(fetched.object()), kept ? pages : fetched.pages(),
                kept ? records : fetched.records(), kept ? bytes : Long.valueOf(fetched.bytes()));
    }

    SourceState failed(State now, Instant at, Instant next, String with, PipelineException why) {
        var told = new PipelineEvent.Error(why.code().name(), why.getMessage(), why.code().advice());
        return new SourceState(SCHEMA, name, now, at, next, with, told, succeededAt, object, pages, records, bytes);
    }

    /// Whether an event has been answered already.
    boolean answers(SourceDue event) {
        return event.since() != null && triedAt != null && state != State.FAILED
                && !triedAt.isBefore(event.since());
    }
}
