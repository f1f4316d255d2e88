package io.allasflow.ingest.engine.record;

import java.util.List;

/// A line whose quotes make no sense, read as well as it can be. All its text ends in cells, but for quotes around a
/// cell.
final class DamagedLine {
    private enum Quotes {
        /// A quote closes only before a delimiter or the end: others inside the cell are text.
        FORGIVING,
        /// A cell that is not quoted as it should be ends at the next delimiter, with its quotes.
        CELL_BY_CELL,
        /// All are text.
        LITERAL
    }

    /// A character may be looked at so often in search of closing quotes; then no quote closes. Quotes that only open
    /// would cost the whole line for each.
    private static final int LOOKS = 16;

    private final CellSyntax syntax;
    private final char[] line;
    private long looks;

    DamagedLine(CellSyntax syntax, char[] line) {
        this.syntax = syntax;
        this.line = line;
    }

    /// The first reading that has the table's width, or else the literal one.
    CellBounds cells(int width) throws TooManyCellsException {
        for (var quotes : List.of(Quotes.FORGIVING, Quotes.CELL_BY_CELL)) {
            var cells = read(quotes);
            if (cells.count() == width) {
                return cells;
            }
        }
        return read(Quotes.LITERAL);
    }

    char[] text() {
        return line;
    }

    /// Of the last reading, for each search of a closing quote.
    long looks() {
        return looks;
    }

    private CellBounds read(Quotes quotes) throws TooManyCellsException {
        var cells = new CellBounds();
        looks = 0;
        int at = syntax.firstCell(line, 0, line.length);
        while (at >= 0) {
            int closing = quotes == Quotes.LITERAL || at == line.length || line[at] != syntax.quote()
                    ? -1
                    : closing(at + 1, quotes);
            int end;
            if (closing < 0) {
                end = nextDelimiter(at);
                cells.add(at, end, false, true);
            } else {
                end = syntax.afterClosing(line, closing + 1, line.length);
                cells.add(at + 1, closing, true, true);
            }
            at = syntax.nextCell(line, end, line.length);
        }
        return cells;
    }

    private int closing(int start, Quotes quotes) {
        for (int at = start; at < line.length && looks++ < (long) LOOKS * line.length; at++) {
            if (syntax.isEscape(line, at, line.length)) {
                at++;
            } else if (line[at] == syntax.quote()) {
                if (syntax.afterClosing(line, at + 1, line.length) >= 0) {
                    return at;
                }
                if (at + 1 < line.length && line[at + 1] == syntax.quote()) {
                    at++;
                } else if (quotes == Quotes.CELL_BY_CELL) {
                    return -1;
                }
            }
        }
        return -1;
    }

    private int nextDelimiter(int start) {
        int at = start;
        while (at < line.length && syntax.delimiterAt(line, at, line.length) == 0) {
            at += syntax.isEscape(line, at, line.length) ? 2 : 1;
        }
        return at;
    }
}
