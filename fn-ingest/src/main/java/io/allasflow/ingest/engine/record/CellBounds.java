package io.allasflow.ingest.engine.record;

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

    void clear() {
        used = 0;
    }

    /// @param coded whether it is not as it stands there
    ///
    /// @throws TooManyCellsException if the record is no table's
    void add(int start, int end, boolean quoted, boolean coded) throws TooManyCellsException {
        if (count() == MOST_CELLS) {
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
        for (int at = 0; at < used; at += INTS_PER_CELL) {
            int start = base + bounds[at];
            int end = base + bounds[at + 1];
            int kind = bounds[at + 2];
            if (start == end) {
                cells.add("");
            } else if ((kind & CODED) == 0) {
                cells.add(new String(text, start, end - start));
            } else {
                cells.add(syntax.decode(text, start, end, (kind & QUOTED) != 0));
            }
        }
        return cells;
    }
}
