package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.duplicate.ChunkRows;
import io.allasflow.clean.engine.scan.RowShape;
import io.allasflow.clean.engine.scan.Rows;

/// The rows of a chunk that are neither empty, of the wrong width, the header nor duplicates, cleaned as far as it takes to know their
/// valid cells.
final class KeptRows {
    @FunctionalInterface
    interface Visitor {
        /// @param row its number in the raw table
        /// @param valid as [RowCleaner#valid] gives them: the next row changes them
        void visit(int row, String[] valid);
    }

    private KeptRows() {}

    static void forEach(Rows rows, ChunkRows known, TablePlan plan, RowCleaner cleaner, Visitor visitor) {
        var firsts = known.firsts();
        var header = plan.rawHeader();
        for (var i = 0; i < Math.min(rows.count(), firsts.length); i++) {
            if (firsts[i] == 0 && RowShape.of(rows, i, header) == RowShape.USABLE) {
                cleaner.clean(known.firstRow() + i, rows.cells(i));
                visitor.visit(known.firstRow() + i, cleaner.valid());
            }
        }
    }
}
