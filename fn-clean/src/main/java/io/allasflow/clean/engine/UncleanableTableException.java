package io.allasflow.clean.engine;

/// The table can never be cleaned as it is; trying again is of no use.
public final class UncleanableTableException extends Exception {
    private static final long serialVersionUID = 1L;

    public enum Reason {
        /// Not even a header: give the table a header row.
        EMPTY_TABLE,
        /// Not what fn-ingest writes: make the raw table again from its source.
        NOT_CANONICAL,
        /// More columns than [CleanSettings.Limits#columns]: split the table, or raise the limit and the memory.
        TOO_MANY_COLUMNS,
        /// More rows than [CleanSettings.Limits#rows]: split the table, or raise the limit.
        TOO_MANY_ROWS,
        /// The columns are frozen and differ from those of the version accepted before.
        COLUMNS_CHANGED
    }

    private final Reason reason;

    public UncleanableTableException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public UncleanableTableException(Reason reason, String message, Exception cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
