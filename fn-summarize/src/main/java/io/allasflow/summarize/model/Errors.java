package io.allasflow.summarize.model;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.text.Excerpt;

/// Errors as outputs tell them.
final class Errors {
    private static final int LONGEST = 600;

    private Errors() {}

    static PipelineEvent.Error of(ErrorCode code, String message) {
        return new PipelineEvent.Error(code.name(), cut(message), code.advice());
    }

    static PipelineEvent.Error of(PipelineException e) {
        return of(e.code(), e.getMessage());
    }

    /// A message of DuckDB's, on one line, without the hints for those who run it themselves.
    static String cut(String message) {
        var text = String.valueOf(message).split("\n\nPossible solutions", 2)[0].strip().replaceAll("\\s+", " ");
        return Excerpt.of(text, LONGEST);
    }
}
