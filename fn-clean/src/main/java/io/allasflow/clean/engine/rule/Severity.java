package io.allasflow.clean.engine.rule;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What becomes of a table that breaks a rule.
public enum Severity {
    /// The verdict is `warn` at best.
    @JsonProperty("warn")
    WARN,
    /// The verdict is `fail`.
    @JsonProperty("fail")
    FAIL,
    /// Each row that breaks it goes to the rejected rows; the verdict is `warn` at best.
    @JsonProperty("reject")
    REJECT
}
