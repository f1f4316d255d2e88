package io.allasflow.clean.engine.table;

import io.allasflow.core.csv.CanonicalCsv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.csv.CSVPrinter;

/// Holds a chunk's records that are not in the cleaned table: `row,reason,detail,raw`, `raw` being its canonical CSV
/// text.
final class RejectedRows {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CSVPrinter lines;

    RejectedRows() throws IOException {
        lines = CanonicalCsv.print(bytes);
    }

    static void writeHeader(OutputStream out) throws IOException {
        var header = CanonicalCsv.print(out);
        header.printRecord("row", "reason", "detail", "raw");
        header.flush();
    }

    void write(int row, RejectionReason reason, String detail, String[] cells) throws IOException {
        lines.printRecord(row, reason, detail, CanonicalCsv.FORMAT.format((Object[]) cells));
    }

    /// To be called after a chunk's last record.
    void finish() throws IOException {
        lines.flush();
    }

    /// Appends them and holds none.
    void moveTo(OutputStream out) throws IOException {
        bytes.writeTo(out);
        bytes.reset();
    }
}
