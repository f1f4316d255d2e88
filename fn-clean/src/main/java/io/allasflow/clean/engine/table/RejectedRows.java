package io.allasflow.clean.engine.table;

import java.io.IOException;
import java.io.OutputStream;

/// Holds a chunk's records that are not in the cleaned table: `row,reason,detail,raw`, `raw` being its canonical CSV
/// text.
final class RejectedRows {
    private final CsvLines lines = new CsvLines();
    private final CsvLines raw = new CsvLines();

    static void writeHeader(OutputStream out) throws IOException {
        var header = new CsvLines();
        header.cell("row").cell("reason").cell("detail").cell("raw").endRecord();
        header.moveTo(out);
    }

    void write(int row, RejectionReason reason, String detail, String[] cells) throws IOException {
        for (var cell : cells) {
            raw.cell(cell);
        }
        lines.cell(Integer.toString(row)).cell(reason.name()).cell(detail).cell(raw.takeRecord()).endRecord();
    }

    int size() {
        return lines.size();
    }

    /// Appends them and holds none.
    void moveTo(OutputStream out) throws IOException {
        lines.moveTo(out);
    }
}
