package io.allasflow.ingest.engine.record;

import io.allasflow.core.csv.CanonicalWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the cells of a record are in its text, without an object for each.
final class CellBounds {
    /// More than the start of a file can have under any delimiter, and more than any table.
    static final int MOST_CELLS = 300_000;
    private static final int QUOTED = 1;
    private static final int CODED = 2;
    /// Start, end and kind.
    private static final int INTS_PER_CELL = 3;

    private int[] bounds = new int[32 * INTS_PER_CELL];
    private int used;
    private char[] decoded = {};

    void clear() {
        used = 0;
    }

    /// @param coded whether it is not as it stands there
    ///
    /// @throws TooManyCellsException if the record is no table's
    void add(int start, int end, boolean quoted, boolean coded) throws TooManyCellsException {
        if (used == MOST_CELLS * INTS_PER_CELL) {
            throw new TooManyCellsException();
        }
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
        }
        bounds[used] = start;
        bounds[used + 1] = end;
        bounds[used + 2] = (quoted ? QUOTED : 0) | (coded ? CODED : 0);
        used += INTS_PER_CELL;
    }

    int count() {
        return used / INTS_PER_CELL;
    }

    /// @param base where the record starts in the text
    List<String> read(CellSyntax syntax, char[] text, int base) {
        var cells = new ArrayList<String>(count());
        for (int cell = 0; cell < used; cell += INTS_PER_CELL) {
            int start = base + bounds[cell];
            int end = base + bounds[cell + 1];
            if (isCoded(cell)) {
                int length = decode(cell, syntax, text, base);
                cells.add(new String(decoded, 0, length));
            } else {
                cells.add(start == end ? "" : new String(text, start, end - start));
            }
        }
        return cells;
    }

    void write(CellSyntax syntax, char[] text, int base, CanonicalWriter out) throws IOException {
        for (int cell = 0; cell < used; cell += INTS_PER_CELL) {
            if (isCoded(cell)) {
                int length = decode(cell, syntax, text, base);
                out.cell(decoded, 0, length);
            } else {
                out.cell(text, base + bounds[cell], base + bounds[cell + 1]);
            }
        }
        out.endRecord();
    }

    /// Whether there is nothing in any of them.
    boolean areBlank(CellSyntax syntax, char[] text, int base) {
        for (int cell = 0; cell < used; cell += INTS_PER_CELL) {
            if (isCoded(cell)) {
                int length = decode(cell, syntax, text, base);
                if (!isBlank(decoded, 0, length)) {
                    return false;
                }
            } else if (!isBlank(text, base + bounds[cell], base + bounds[cell + 1])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(char[] text, int start, int end) {
        for (int at = start; at < end; at++) {
            if (!Character.isWhitespace(text[at])) {
                return false;
            }
        }
        return true;
    }

    private boolean isCoded(int cell) {
        return (bounds[cell + 2] & CODED) != 0;
    }

    /// Into `decoded`.
    ///
    /// @return how many characters
    private int decode(int cell, CellSyntax syntax, char[] text, int base) {
        int start = base + bounds[cell];
        int end = base + bounds[cell + 1];
        if (decoded.length < end - start) {
            decoded = new char[Math.max(end - start, 2 * decoded.length)];
        }
        return syntax.decode(text, start, end, (bounds[cell + 2] & QUOTED) != 0, decoded);
    }
}
