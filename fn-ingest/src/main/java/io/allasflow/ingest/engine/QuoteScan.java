package io.allasflow.ingest.engine;

/// Follows the quotes of one record, line by line, and makes nothing of its cells.
final class QuoteScan {
    enum End {
        COMPLETE,
        /// Inside a quoted cell, which may go on in the next line.
        OPEN,
        /// Text comes after a closing quote.
        DAMAGED
    }

    private final CellSyntax syntax;
    private int cells;
    private boolean open;
    private boolean strayQuote;

    QuoteScan(CellSyntax syntax) {
        this.syntax = syntax;
    }

    /// @param end of the line, before its line break
    End line(char[] text, int start, int end) {
        int at = start;
        while (true) {
            if (!open) {
                cells++;
                open = at < end && text[at] == syntax.quote();
                at = open ? at + 1 : plain(text, at, end);
            }
            if (open) {
                int closing = closing(text, at, end);
                if (closing < 0) {
                    return End.OPEN;
                }
                open = false;
                at = syntax.afterClosing(text, closing + 1, end);
            }
            if (at < 0) {
                return End.DAMAGED;
            }
            if (at == end) {
                return End.COMPLETE;
            }
            at += syntax.delimiterAt(text, at, end);
        }
    }

    private int plain(char[] text, int start, int end) {
        int at = start;
        while (at < end && syntax.delimiterAt(text, at, end) == 0) {
            strayQuote |= text[at] == syntax.quote();
            at++;
        }
        return at;
    }

    private int closing(char[] text, int start, int end) {
        for (int at = start; at < end; at++) {
            if (text[at] == syntax.quote()) {
                if (at + 1 == end || text[at + 1] != syntax.quote()) {
                    return at;
                }
                at++;
            }
        }
        return -1;
    }

    /// So far.
    int cells() {
        return cells;
    }

    /// Whether a cell that is not quoted has a quote in it: practically every program quotes such a cell.
    boolean hasStrayQuote() {
        return strayQuote;
    }
}
