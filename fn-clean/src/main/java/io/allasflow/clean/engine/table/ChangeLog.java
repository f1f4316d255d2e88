package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.column.ColumnPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Holds every change to a chunk's cells: `row,column,old,new,reason`. A cell that changed in several steps has a line
/// for each, in order. Each chunk's lines are a gzip member of their own, so that chunks are compressed side by side; a
/// file of members is what their contents are, one after the other (RFC 1952, section 2.2).
final class ChangeLog {
    private final List<ColumnPlan> columns;
    private final CsvLines lines = new CsvLines();
    private boolean hasLines;
    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();

    ChangeLog(List<ColumnPlan> columns) {
        this.columns = columns;
    }

    static void writeHeader(OutputStream out) throws IOException {
        var header = new CsvLines();
        header.cell("row").cell("column").cell("old").cell("new").cell("reason").endRecord();
        var compressed = new ByteArrayOutputStream();
        compress(header, compressed);
        compressed.writeTo(out);
    }

    void write(int row, RowChanges.Change change) throws IOException {
        lines.cell(Integer.toString(row)).cell(columns.get(change.column()).name()).cell(change.before())
                .cell(change.after())
                .cell(change.reason().name()).endRecord();
        hasLines = true;
    }

    /// To be called after a chunk's last change.
    void finish() throws IOException {
        if (hasLines) {
            compress(lines, compressed);
            hasLines = false;
        }
    }

    /// Appends them and holds none.
    void moveTo(OutputStream out) throws IOException {
        compressed.writeTo(out);
        compressed.reset();
    }

    private static void compress(CsvLines lines, OutputStream out) throws IOException {
        try (var gzip = new Gzip(out)) {
            lines.moveTo(gzip);
        }
    }

    /// The JDK writes no time and no name into the header. The lowest level: the log is long and repetitive, so more
    /// costs time and gains little.
    private static final class Gzip extends GZIPOutputStream {
        private static final int BUFFER = 1 << 16;

        Gzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
