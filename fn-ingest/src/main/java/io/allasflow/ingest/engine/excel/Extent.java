package io.allasflow.ingest.engine.excel;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.Growth;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.IOException;

/// The rectangle of a sheet that holds all its cells with something in them. Numbers are from 1; what is only formatted
/// does not count.
///
/// @param filled cells with something in them
/// @param characters in these cells
record Extent(long firstRow, long lastRow, int firstColumn, int lastColumn, long filled, long characters) {
    /// A sheet with a cell astray far from the rest would be millions of commas.
    private static final long SPARSE_FROM = 100 << 20;
    private static final int LEAST_FILLED_PER_CENT = 1;

    /// @param rows those that hold something
    static Extent of(Rows rows) throws IOException {
        long firstRow = 0;
        long lastRow = 0;
        int firstColumn = Integer.MAX_VALUE;
        int lastColumn = 0;
        long filled = 0;
        long characters = 0;
        for (var row = rows.next(); row != null; row = rows.next()) {
            firstRow = firstRow == 0 ? row.line() : firstRow;
            lastRow = row.line();
            lastColumn = Math.max(lastColumn, row.cells().size());
            int column = 0;
            for (var cell : row.cells()) {
                column++;
                if (!cell.isEmpty()) {
                    firstColumn = Math.min(firstColumn, column);
                    filled++;
                    characters += cell.length();
                }
            }
        }
        return new Extent(firstRow, lastRow, firstColumn, lastColumn, filled, characters);
    }

    boolean isEmpty() {
        return filled == 0;
    }

    int columns() {
        return isEmpty() ? 0 : lastColumn - firstColumn + 1;
    }

    long rows() {
        return isEmpty() ? 0 : lastRow - firstRow + 1;
    }

    /// @param maxBytes that the rectangle may take as text, at least
    /// @param packed bytes of the workbook: one shared text may stand in many cells, but not in a hundred times as many
    Extent check(String place, long maxBytes, long packed) throws RefusedSourceException {
        long cells = rows() * columns();
        if (cells > SPARSE_FROM && filled * 100 < cells * LEAST_FILLED_PER_CENT) {
            throw new RefusedSourceException(ErrorCode.TOO_COMPLEX, Faults.WORKBOOK + " whose " + place + " has "
                    + filled + " filled cells spread over " + rows() + " rows and " + columns()
                    + " columns; is one astray, far from the rest?");
        }
        if (cells + characters > maxBytes) {
            throw new RefusedSourceException(ErrorCode.TOO_LARGE, Faults.WORKBOOK + " whose " + place
                    + " takes more than the " + maxBytes + " bytes allowed, once it is text");
        }
        Growth.check(Faults.WORKBOOK + " with a " + place, characters, packed);
        return this;
    }
}
