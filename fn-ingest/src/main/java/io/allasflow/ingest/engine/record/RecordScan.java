package io.allasflow.ingest.engine.record;

/// Finds the cells of one record, line by line. Positions count from the record's start, as the text may move while more
/// of it is read.
final class RecordScan {
    enum End {
        COMPLETE,
        /// Inside a quoted cell or before an escaped line break: the record may go on in the next line.
        OPEN,
        /// Text comes after a closing quote.
        DAMAGED
    }

    private final CellSyntax syntax;
    /// The delimiter if it is a single character, as it is in most files: they are read faster.
    private final int single;
    private final CellBounds cells = new CellBounds();
    private boolean open;
    private boolean quoted;
    private boolean strayQuote;
    /// Whether the cell is not as it stands there: quotes in it are doubled, or something is escaped.
    private boolean coded;
    private int cellStart;
    private int quotedCells;

    RecordScan(CellSyntax syntax) {
        this.syntax = syntax;
        this.single = syntax.delimiter().length() == 1 ? syntax.delimiter().charAt(0) : CellSyntax.NONE;
    }

    /// Forgets the record.
    void reset() {
        cells.clear();
        quotedCells = 0;
        open = false;
        strayQuote = false;
    }

    /// @param base where the record starts in the text
    /// @param start of the line
    /// @param end of the line, before its line break
    /// @param ended whether no line break comes there
    End line(char[] text, int base, int start, int end, boolean ended) throws TooManyCellsException {
        int limit = base + end;
        int at = open ? base + start : syntax.firstCell(text, base + start, limit);
        while (at >= 0) {
            if (!open) {
                begin(text, at, limit, base);
                at = cellStart + base;
            }
            open = false;
            int cellEnd = quoted ? closing(text, at, limit) : plain(text, at, limit, ended);
            if (cellEnd < 0) {
                open = true;
                return End.OPEN;
            }
            add(cellEnd - base);
            at = cellEnd;
            if (quoted) {
                at = syntax.afterClosing(text, cellEnd + 1, limit);
                if (at < 0) {
                    return End.DAMAGED;
                }
            }
            at = syntax.nextCell(text, at, limit);
        }
        return End.COMPLETE;
    }

    private void begin(char[] text, int at, int limit, int base) {
        quoted = at < limit && text[at] == syntax.quote();
        coded = false;
        cellStart = at - base + (quoted ? 1 : 0);
    }

    private void add(int end) throws TooManyCellsException {
        cells.add(cellStart, end, quoted, coded);
        quotedCells += quoted ? 1 : 0;
    }

    /// The end of the cell; -1 if it goes on in the next line.
    private int plain(char[] text, int start, int limit, boolean ended) {
        int at = start;
        while (at < limit && !isDelimiter(text, at, limit)) {
            if (text[at] == syntax.escape()) {
                coded = true;
                if (at + 1 == limit && !ended) {
                    return -1;
                }
                at += syntax.isEscape(text, at, limit) ? 1 : 0;
            } else {
                strayQuote |= text[at] == syntax.quote();
            }
            at++;
        }
        return at;
    }

    private boolean isDelimiter(char[] text, int at, int limit) {
        return single >= 0 ? text[at] == single : syntax.delimiterAt(text, at, limit) > 0;
    }

    /// Where the quote is that closes the cell; -1 if it goes on in the next line.
    private int closing(char[] text, int start, int limit) {
        for (int at = start; at < limit; at++) {
            if (text[at] == syntax.escape()) {
                coded = true;
                at += syntax.isEscape(text, at, limit) ? 1 : 0;
            } else if (text[at] == syntax.quote()) {
                if (at + 1 == limit || text[at + 1] != syntax.quote()) {
                    return at;
                }
                coded = true;
                at++;
            }
        }
        return -1;
    }

    /// So far, with the one that is open.
    int cells() {
        return cells.count() + (open ? 1 : 0);
    }

    /// Of them, those that are properly enclosed in quotes.
    int quotedCells() {
        return quotedCells;
    }

    /// Whether a cell that is not quoted has a quote in it: practically every program quotes such a cell.
    boolean hasStrayQuote() {
        return strayQuote;
    }

    /// Ends the cell that is open there, as if that was its end.
    void close(int end) throws TooManyCellsException {
        open = false;
        add(end);
    }

    /// Valid until the next record.
    CellBounds bounds() {
        return cells;
    }
}
