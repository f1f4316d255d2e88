package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.CleanOutput;
import io.allasflow.clean.engine.duplicate.ChunkRows;
import io.allasflow.clean.engine.row.RowExtras;
import io.allasflow.clean.engine.row.RowExtrasPlan;
import io.allasflow.clean.engine.scan.HeaderRow;
import io.allasflow.clean.engine.scan.RowShape;
import io.allasflow.clean.engine.scan.Rows;
import java.io.IOException;

/// Writes the outputs of one chunk after another to memory; serves one thread.
///
/// Memory: at most some [#MOST_HELD] and the outputs of a row, since those of a chunk may be many times as large as it is.
final class ChunkWriter {
    static final int MOST_HELD = 4 << 20;

    private final TablePlan plan;
    private final RowExtrasPlan extrasPlan;
    private final HeaderRow header;
    private final RowCleaner cleaner;
    private final CsvLines cleaned = new CsvLines();
    private final ChangeLog changes;
    private final RejectedRows rejected = new RejectedRows();
    private WriteCounts counts;
    private RowExtras extras;

    ChunkWriter(TablePlan plan, RowExtrasPlan extrasPlan) {
        this.plan = plan;
        this.extrasPlan = extrasPlan;
        this.header = plan.rawHeader();
        this.cleaner = new RowCleaner(plan);
        this.changes = new ChangeLog(plan.columns());
    }

    /// What makes room when much is held: it calls [#moveTo] once all chunks before are moved.
    @FunctionalInterface
    interface Overflow {
        void move() throws IOException;
    }

    /// @throws IllegalStateException if the chunk has more records than it had in the first pass
    void write(Rows rows, ChunkRows known, Overflow overflow) throws IOException {
        if (rows.count() > known.count()) {
            throw new IllegalStateException("the raw table has more rows in the second pass than in the first");
        }
        counts = new WriteCounts(plan.columns().size());
        extras = extrasPlan.start();
        var firsts = known.firsts();
        for (var i = 0; i < rows.count(); i++) {
            write(known.firstRow() + i, firsts[i], RowShape.of(rows, i, header), rows.cells(i));
            if (cleaned.size() + rejected.size() + changes.size() > MOST_HELD) {
                overflow.move();
            }
        }
        changes.finish();
    }

    /// Appends what is held of the last chunk.
    void moveTo(CleanOutput output) throws IOException {
        cleaned.moveTo(output.cleaned());
        changes.moveTo(output.changes());
        rejected.moveTo(output.rejected());
    }

    /// What became of the last chunk.
    WriteCounts counts() {
        return counts;
    }

    /// What rules, derived columns and values gave in the last chunk.
    RowExtras extras() {
        return extras;
    }

    private void write(int row, int first, RowShape shape, String[] cells) throws IOException {
        switch (shape) {
            case EMPTY -> reject(row, RejectionReason.EMPTY_ROW, "", cells);
            case WRONG_WIDTH -> reject(row, RejectionReason.WRONG_WIDTH,
                    cells.length + " cells where the header has " + plan.columns().size(), cells);
            case HEADER -> reject(row, RejectionReason.HEADER_ROW, "the header again", cells);
            case USABLE -> {
                if (first == 0) {
                    writeKept(row, cells);
                } else {
                    reject(row, RejectionReason.DUPLICATE_ROW,
                            (plan.hasKeys() ? "same key as " : "same as ")
                                    + (first == ChunkRows.AN_EARLIER_ROW ? "an earlier row" : "row " + first),
                            cells);
                }
            }
        }
    }

    private void writeKept(int row, String[] raw) throws IOException {
        cleaner.clean(row, raw);
        for (var column : cleaner.outliers()) {
            counts.addOutlier(column);
        }
        var breaking = extras.judge(row, cleaner.valid());
        if (!breaking.isEmpty()) {
            reject(row, RejectionReason.RULE, String.join(", ", breaking), raw);
            return;
        }
        if (!cleaner.removing().isEmpty()) {
            reject(row, RejectionReason.OUTLIER_ROW, "outlier in " + String.join(", ", cleaner.removing()), raw);
            return;
        }
        extras.derive(row, cleaner.valid(), cleaner.cells());
        for (var cell : cleaner.cells()) {
            cleaned.cell(cell);
        }
        cleaned.endRecord();
        for (var change : cleaner.changes()) {
            changes.write(row, change);
            counts.addChange(change);
        }
        counts.addWritten();
    }

    private void reject(int row, RejectionReason reason, String detail, String[] cells) throws IOException {
        rejected.write(row, reason, detail, cells);
        counts.addRejected(reason);
    }
}
