package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.core.csv.CanonicalCsv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVPrinter;

/// Holds every change to a chunk's cells: `row,column,old,new,reason`. A cell that changed in several steps has a line
/// for each, in order. Each chunk's lines are a gzip member of their own, so that chunks are compressed side by side; a
/// file of members is what their contents are, one after the other (RFC 1952, section 2.2).
final class ChangeLog {
    private final List<ColumnPlan> columns;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    /// Null without a change.
    private CSVPrinter lines;

    ChangeLog(List<ColumnPlan> columns) {
        this.columns = columns;
    }

    static void writeHeader(OutputStream out) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var header = CanonicalCsv.print(new Gzip(bytes))) {
            header.printRecord("row", "column", "old", "new", "reason");
        }
        bytes.writeTo(out);
    }

    void write(int row, RowChanges.Change change) throws IOException {
        if (lines == null) {
            lines = CanonicalCsv.print(new Gzip(bytes));
        }
        lines.printRecord(row, columns.get(change.column()).name(), change.before(), change.after(), change.reason());
    }

    /// To be called after a chunk's last change.
    void finish() throws IOException {
        if (lines != null) {
            lines.close();
            lines = null;
        }
    }

    /// Appends them and holds none.
    void moveTo(OutputStream out) throws IOException {
        bytes.writeTo(out);
        bytes.reset();
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
