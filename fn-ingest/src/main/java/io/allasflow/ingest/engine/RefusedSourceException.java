package io.allasflow.ingest.engine;

import io.allasflow.core.error.ErrorCode;
import java.io.IOException;

/// The bytes can never become a table, for a reason that has a code of its own. The message goes on after the object's
/// name, and holds nothing of what the source holds.
///
/// An IOException, because streams find it out while they are read.
public final class RefusedSourceException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public RefusedSourceException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
