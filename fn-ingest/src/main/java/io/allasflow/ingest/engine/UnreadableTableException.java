package io.allasflow.ingest.engine;

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
        LINE
    }

    private final Reason reason;

    UnreadableTableException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static UnreadableTableException blankStart() {
        return new UnreadableTableException(Reason.BLANK_START,
                "starts with too many blank lines; delete them and upload it again");
    }

    static UnreadableTableException notUtf8(long line) {
        return new UnreadableTableException(Reason.ENCODING,
                "is UTF-8 up to line " + line + ", and holds bytes there that are not");
    }

    static UnreadableTableException tooLong(long line) {
        return new UnreadableTableException(Reason.LINE, "has a record of more than "
                + Lines.MAX_CHARACTERS + " characters near line " + line + "; it is no table");
    }

    public Reason reason() {
        return reason;
    }
}
