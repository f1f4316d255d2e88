package io.allasflow.clean.engine.derive;

/// A cell could not be worked out. The message names no cell.
final class UnderivableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnderivableException(String message) {
        super(message);
    }

    UnderivableException(String message, Throwable cause) {
        super(message, cause);
    }
}
