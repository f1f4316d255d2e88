package io.allasflow.ingest.engine.excel;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.IOException;

/// The rectangle of a sheet that holds all its cells with something in them. Numbers are from 1; what is only formatted
/// does not count.
///
/// @param filled cells with something in them
/// @param characters in these cells
record Extent(int firstRow, int lastRow, int firstColumn, int lastColumn, long filled, long characters) {
    /// A sheet with a cell astray far from the rest would be millions of commas.
    private static final long SPARSE_FROM = 100 << 20;
    private static final int LEAST_FILLED_PER_CENT = 1;
    private static final int MOST_GROWTH = 200;
    /// A small one harms nobody.
    private static final long GROWTH_COUNTS_FROM = 64 << 20;

    /// @param rows those that hold something
    static Extent of(Rows rows) throws IOException {
        int firstRow = 0;
        int lastRow = 0;
        int firstColumn = Integer.MAX_VALUE;
        int lastColumn = 0;
        long filled = 0;
        long characters = 0;
        for (var row = rows.next(); row != null; row = rows.next()) {
            firstRow = firstRow == 0 ? row.number() : firstRow;
            lastRow = row.number();
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

    int rows() {
        return isEmpty() ? 0 : lastRow - firstRow + 1;
    }

    /// @param maxBytes that the rectangle may take as text, at least
    /// @param packed bytes of the workbook: one shared text may stand in many cells, but not in a hundred times as many
    Extent check(String place, long maxBytes, long packed) throws RefusedSourceException {
        long cells = (long) rows() * columns();
        if (cells > SPARSE_FROM && filled * 100 < cells * LEAST_FILLED_PER_CENT) {
            throw new RefusedSourceException(ErrorCode.TOO_COMPLEX, Faults.WORKBOOK + " whose " + place + " has "
                    + filled + " filled cells spread over " + rows() + " rows and " + columns()
                    + " columns; is one astray, far from the rest?");
        }
        if (cells + characters > maxBytes) {
            throw new RefusedSourceException(ErrorCode.TOO_LARGE, Faults.WORKBOOK + " whose " + place
                    + " takes more than the " + maxBytes + " bytes allowed, once it is text");
        }
        if (characters > GROWTH_COUNTS_FROM && characters / MOST_GROWTH > packed) {
            throw new RefusedSourceException(ErrorCode.ARCHIVE_BOMB, Faults.WORKBOOK + " whose " + place
                    + " grows to more than " + MOST_GROWTH + " times its size, as no table does");
        }
        return this;
    }
}
