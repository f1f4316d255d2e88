package io.allasflow.ingest.engine;

import io.allasflow.ingest.engine.record.Lines;
import io.allasflow.ingest.engine.record.TooManyCellsException;

/// The bytes can never be read as a table. The message goes on after the object's name.
public final class UnreadableTableException extends Exception {
    private static final long serialVersionUID = 1L;

    public enum Reason {
        /// Only blank lines.
        NO_RECORDS,
        /// Blank lines as far as one looks, and more after them.
        BLANK_START,
        /// Not text, or text that is another format.
        BINARY,
        /// Text that starts in one encoding and does not go on in it.
        ENCODING,
        /// A line that does not end.
        LINE,
        /// A record of more cells than fit into memory.
        CELLS
    }

    private final Reason reason;

    private UnreadableTableException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /// @param what with its article
    public static UnreadableTableException recognised(String what) {
        return new UnreadableTableException(Reason.BINARY, "is " + what);
    }

    public static UnreadableTableException binary() {
        return new UnreadableTableException(Reason.BINARY, "holds control characters, as binary files do");
    }

    public static UnreadableTableException blank() {
        return new UnreadableTableException(Reason.NO_RECORDS, "holds only blank lines");
    }

    /// @param lines that the user says are before the table
    public static UnreadableTableException skipped(int lines) {
        return new UnreadableTableException(Reason.NO_RECORDS, "has nothing after the " + lines
                + " lines that skipLines in config/pipeline.yaml leaves out");
    }

    public static UnreadableTableException blankStart() {
        return new UnreadableTableException(Reason.BLANK_START,
                "starts with too many blank lines; delete them and upload it again");
    }

    public static UnreadableTableException notUtf8(long line) {
        return new UnreadableTableException(Reason.ENCODING,
                "is UTF-8 up to line " + line + ", and holds bytes there that are not");
    }

    public static UnreadableTableException contradicted(String mark, String said) {
        return new UnreadableTableException(Reason.ENCODING, "starts with the byte order mark of " + mark
                + ", and config/pipeline.yaml says " + said);
    }

    public static UnreadableTableException tooLong(long line) {
        return new UnreadableTableException(Reason.LINE, "has a record of more than "
                + Lines.MAX_CHARACTERS + " characters near line " + line + "; it is no table");
    }

    public static UnreadableTableException tooWide(long line, TooManyCellsException e) {
        return new UnreadableTableException(Reason.CELLS, "is no table: " + e.getMessage() + " near line " + line);
    }

    public Reason reason() {
        return reason;
    }
}
