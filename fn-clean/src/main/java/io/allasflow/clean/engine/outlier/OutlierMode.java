package io.allasflow.clean.engine.outlier;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What becomes of an outlier.
public enum OutlierMode {
    /// It stays; the column `is_outlier` marks its row.
    @JsonProperty("flag")
    FLAG,
    /// It stays, unmarked.
    @JsonProperty("keep")
    KEEP,
    /// It becomes the fence that it is beyond.
    @JsonProperty("cap")
    CAP,
    /// Its row is left out.
    @JsonProperty("remove")
    REMOVE
}
