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
///
/// Memory: lines are compressed as they come, since an empty cell of one byte may have a line of ninety.
final class ChangeLog {
    private static final int MOST_UNCOMPRESSED = 1 << 18;

    private final List<ColumnPlan> columns;
    private final CsvLines lines = new CsvLines();
    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    /// The chunk's member; null before its first line.
    private Gzip member;

    ChangeLog(List<ColumnPlan> columns) {
        this.columns = columns;
    }

    static void writeHeader(OutputStream out) throws IOException {
        var header = new CsvLines();
        header.cell("row").cell("column").cell("old").cell("new").cell("reason").endRecord();
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new Gzip(compressed)) {
            header.moveTo(gzip);
        }
        compressed.writeTo(out);
    }

    void write(int row, RowChanges.Change change) throws IOException {
        if (member == null) {
            member = new Gzip(compressed);
        }
        lines.cell(Integer.toString(row)).cell(columns.get(change.column()).name()).cell(change.before())
                .cell(change.after())
                .cell(change.reason().name()).endRecord();
        if (lines.size() > MOST_UNCOMPRESSED) {
            lines.moveTo(member);
        }
    }

    /// To be called after a chunk's last change.
    void finish() throws IOException {
        if (member != null) {
            lines.moveTo(member);
            member.close();
            member = null;
        }
    }

    /// Bytes to be moved.
    int size() {
        return compressed.size();
    }

    /// Appends what is compressed, be the chunk finished or not, and holds none of it.
    void moveTo(OutputStream out) throws IOException {
        compressed.writeTo(out);
        compressed.reset();
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
