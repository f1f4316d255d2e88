package io.allasflow.clean.engine.duplicate;

import io.allasflow.clean.engine.cell.MissingValues;
import io.allasflow.clean.engine.cell.UnicodeForm;
import io.allasflow.clean.engine.cell.WhiteSpace;
import io.allasflow.clean.engine.scan.Rows;
import java.util.List;

/// In which cells rows are compared, and which of these are missing.
///
/// @param columns indexes of the key columns; empty if rows are compared in all cells
/// @param missing which cells are missing, by column
public record RowKey(int[] columns, List<MissingValues> missing) {
    public static final RowKey WHOLE = new RowKey(new int[0], List.of());

    /// Whether the row is compared in its key alone: as in SQL, one with a missing cell in it equals none by it, so it is
    /// compared in all cells.
    boolean isOf(Rows rows, int row) {
        for (var column : columns) {
            if (isMissing(rows, rows.firstCell(row) + column, column)) {
                return false;
            }
        }
        return columns.length > 0;
    }

    /// How many of the row's cells are there.
    int present(Rows rows, int row) {
        var present = 0;
        for (var column = 0; column < missing.size(); column++) {
            present += isMissing(rows, rows.firstCell(row) + column, column) ? 0 : 1;
        }
        return present;
    }

    private boolean isMissing(Rows rows, int cell, int column) {
        var text = new String(rows.text(), rows.start(cell), rows.end(cell) - rows.start(cell));
        return missing.get(column).contains(UnicodeForm.composed(WhiteSpace.clean(text)));
    }
}
