package io.allasflow.clean.engine.scan;

import io.allasflow.clean.engine.cell.WhiteSpace;

/// What a record is before its cells are read.
public enum RowShape {
    USABLE,
    EMPTY,
    WRONG_WIDTH,
    /// The header once more.
    HEADER;

    /// @param row one of the rows, from 0
    public static RowShape of(Rows rows, int row, HeaderRow header) {
        var first = rows.firstCell(row);
        var end = rows.endCell(row);
        for (var i = rows.start(first); i < rows.end(end - 1); i++) {
            if (!WhiteSpace.isBlank(rows.text()[i])) {
                return end - first != header.width()
                        ? WRONG_WIDTH
                        : header.isRepeatedBy(rows, row) ? HEADER : USABLE;
            }
        }
        return EMPTY;
    }
}
