package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.core.csv.CanonicalCsv;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVPrinter;

/// Writes every change to a cell: `row,column,old,new,reason`. A cell that changed in several steps has a line for
/// each, in order.
final class ChangeLog {
    private final Gzip gzip;
    private final CSVPrinter lines;
    private final List<ColumnPlan> columns;
    private final long[] counts = new long[ChangeReason.values().length];
    private final long[] imputed;

    ChangeLog(OutputStream out, List<ColumnPlan> columns) throws IOException {
        this.gzip = new Gzip(out);
        this.lines = CanonicalCsv.print(gzip);
        this.columns = columns;
        this.imputed = new long[columns.size()];
        lines.printRecord("row", "column", "old", "new", "reason");
    }

    void write(int row, List<RowChanges.Change> changes) throws IOException {
        for (var change : changes) {
            lines.printRecord(row, columns.get(change.column()).name(), change.before(), change.after(),
                    change.reason());
            counts[change.reason().ordinal()]++;
            if (change.reason() == ChangeReason.IMPUTED_MEDIAN || change.reason() == ChangeReason.IMPUTED_CONSTANT) {
                imputed[change.column()]++;
            }
        }
    }

    void finish() throws IOException {
        lines.flush();
        gzip.finish();
        gzip.flush();
    }

    /// Number of lines by reason, without those that did not occur.
    SortedMap<String, Long> counts() {
        var named = new TreeMap<String, Long>();
        for (var reason : ChangeReason.values()) {
            if (counts[reason.ordinal()] > 0) {
                named.put(reason.name(), counts[reason.ordinal()]);
            }
        }
        return named;
    }

    /// Imputed cells by column.
    long[] imputed() {
        return imputed;
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
