package io.allasflow.ingest.engine.dialect;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What the user says of the first record.
public enum HeaderRule {
    /// Nothing: the cells tell.
    @JsonProperty("auto")
    AUTO,
    /// It names the columns.
    @JsonProperty("yes")
    YES,
    /// It is data.
    @JsonProperty("no")
    NO
}
