package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where the records of a JSON text are.
enum Layout {
    /// The text is one object, and that is the only record.
    @JsonProperty("object")
    OBJECT,
    /// Values one after the other, as in NDJSON; each is a record.
    @JsonProperty("lines")
    LINES,
    /// The elements of an array, which is the text or one of the arrays that are.
    @JsonProperty("array")
    ARRAY,
    /// The elements of the one array of objects inside an object, or what the user points to.
    @JsonProperty("wrapper")
    WRAPPER
}
