package io.allasflow.ingest.engine;

/// The bytes can never be read as a table. The message goes on after the object's name.
public final class UnreadableTableException extends Exception {
    private static final long serialVersionUID = 1L;

    public enum Reason {
        /// Only blank lines.
        NO_RECORDS,
        /// Not text, or text that is another format.
        BINARY,
        /// A quoted cell that does not end as it should.
        QUOTES
    }

    private final Reason reason;

    UnreadableTableException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
