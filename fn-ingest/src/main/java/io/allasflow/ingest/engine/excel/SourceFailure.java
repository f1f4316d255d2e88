package io.allasflow.ingest.engine.excel;

import java.io.IOException;

/// The source could not be read. Unchecked, so that it passes through all decoders, and none takes it for a fault of the
/// format: a broken connection passes, a damaged workbook stays.
final class SourceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceFailure(Exception cause) {
        super(cause);
    }

    /// What the source threw.
    IOException rethrown() throws IOException {
        switch (getCause()) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw this;
        }
    }
}
