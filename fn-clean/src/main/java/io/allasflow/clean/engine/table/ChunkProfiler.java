package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.cell.CellClassifier;
import io.allasflow.clean.engine.column.ColumnProfile;
import io.allasflow.clean.engine.duplicate.RowHashes;
import io.allasflow.clean.engine.scan.Rows;
import java.util.List;

/// Profiles the columns of one chunk after another; serves one thread.
final class ChunkProfiler {
    private final List<ColumnProfile> all;
    private final CellClassifier classifier = new CellClassifier();
    private List<ColumnProfile> columns;
    private long kept;

    /// @param all the profiles of the whole table, to which the chunks' are to be added
    ChunkProfiler(List<ColumnProfile> all) {
        this.all = all;
    }

    /// @param firsts for each record, the row that it repeats; 0 for none
    void profile(Rows rows, RowHashes hashes, int[] firsts) {
        columns = all.stream().map(ColumnProfile::ofSome).toList();
        kept = 0;
        for (var row = 0; row < rows.count(); row++) {
            if (hashes.isUsable(row) && firsts[row] == 0) {
                add(rows.cells(row));
            }
        }
    }

    /// What the last chunk's rows that are kept hold.
    List<ColumnProfile> columns() {
        return columns;
    }

    /// The last chunk's rows that are neither rejected, empty nor duplicates.
    long kept() {
        return kept;
    }

    private void add(String[] cells) {
        kept++;
        for (var i = 0; i < cells.length; i++) {
            columns.get(i).add(cells[i], classifier);
        }
    }
}
