package io.allasflow.ingest.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/// What the scan remembers of one source object. Field names are short: there may be half a million of them.
///
/// @param done whether that version reached a final state, with all its parts
/// @param outputs fingerprint of all outputs at completion; 0 where there are none
/// @param status hash of the status' ETag when it said so; the sum of all, if it is divided
/// @param divided whether its parts are datasets of their own
/// @param sentAt when its event was last sent, in epoch seconds; 0 if the scan never sent one
/// @param attempts how often it was sent
/// @param turns how many of its parts had their turn then; 0 if all: the others must not wait as these do
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record ScanEntry(@JsonProperty("k") String key, @JsonProperty("e") String etag, @JsonProperty("d") boolean done,
        @JsonProperty("o") long outputs, @JsonProperty("s") long status, @JsonProperty("p") boolean divided,
        @JsonProperty("t") long sentAt,
        @JsonProperty("n") int attempts, @JsonProperty("m") int turns) {

    static ScanEntry done(String key, String etag, long outputs, long status, boolean divided) {
        return new ScanEntry(key, etag, true, outputs, status, divided, 0, 0, 0);
    }

    /// To be looked at again.
    ScanEntry notDone() {
        return isDamaged() ? this : new ScanEntry(key, etag, false, 0, 0, false, sentAt, attempts, turns);
    }

    /// Done once, but found damaged by an audit and not sent yet.
    ScanEntry damaged() {
        return new ScanEntry(key, etag, false, outputs, 0, false, 0, 0, 0);
    }

    boolean isDamaged() {
        return !done && outputs != 0;
    }

    static ScanEntry sent(String key, String etag, long at, int attempts, int turns) {
        return new ScanEntry(key, etag, false, 0, 0, false, at, attempts, turns);
    }
}
