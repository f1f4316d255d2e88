package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.cell.WhiteSpace;

/// What a record is before its cells are read.
enum RowShape {
    USABLE,
    EMPTY,
    WRONG_WIDTH;

    static RowShape of(String[] cells, int width) {
        for (var cell : cells) {
            if (WhiteSpace.start(cell) < cell.length()) {
                return cells.length == width ? USABLE : WRONG_WIDTH;
            }
        }
        return EMPTY;
    }
}
