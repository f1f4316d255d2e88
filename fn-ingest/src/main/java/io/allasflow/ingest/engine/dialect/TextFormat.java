package io.allasflow.ingest.engine.dialect;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What the user says of how a text is written.
public enum TextFormat {
    /// Nothing: the text tells.
    @JsonProperty("auto")
    AUTO,
    @JsonProperty("delimited")
    DELIMITED,
    @JsonProperty("lines")
    LINES,
    @JsonProperty("json")
    JSON
}
