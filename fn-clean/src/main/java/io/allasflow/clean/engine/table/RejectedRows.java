package io.allasflow.clean.engine.table;

import io.allasflow.core.csv.CanonicalCsv;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.csv.CSVPrinter;

/// Writes every record that is not in the cleaned table: `row,reason,detail,raw`, `raw` being its canonical CSV text.
final class RejectedRows {
    private final CSVPrinter lines;
    private final long[] counts = new long[RejectionReason.values().length];

    RejectedRows(OutputStream out) throws IOException {
        lines = CanonicalCsv.print(out);
        lines.printRecord("row", "reason", "detail", "raw");
    }

    void write(int row, RejectionReason reason, String detail, String[] cells) throws IOException {
        counts[reason.ordinal()]++;
        lines.printRecord(row, reason, detail, CanonicalCsv.FORMAT.format((Object[]) cells));
    }

    void finish() throws IOException {
        lines.flush();
    }

    long count(RejectionReason reason) {
        return counts[reason.ordinal()];
    }
}
