package io.allasflow.clean.engine.ledger;

import io.allasflow.core.csv.CanonicalCsv;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVRecord;

/// Makes the raw table again, byte for byte, from what cleaning wrote: rejected rows stand in full among the rejected,
/// and of each other row every cell either is as it is in the cleaned table or has its raw text in the change log. All
/// three are in the order of the raw rows, so they are merged in one pass; memory is bounded by a row and its changes.
public final class RawRebuild {
    private final LedgerColumns columns;
    private final LedgerLines cleaned;
    private final LedgerLines changes;
    private final LedgerLines rejected;
    private final String[] cells;
    private final boolean[] changed;
    private final Map<String, Long> counted = new TreeMap<>();

    private RawRebuild(LedgerColumns columns, LedgerLines cleaned, LedgerLines changes, LedgerLines rejected) {
        this.columns = columns;
        this.cleaned = cleaned;
        this.changes = changes;
        this.rejected = rejected;
        this.cells = new String[columns.width()];
        this.changed = new boolean[columns.width()];
    }

    /// @param quality the quality report; `changes` is compressed, as it is written
    /// @param raw is flushed, not closed
    /// @throws LedgerException if they do not belong together, or one of them is not whole. That may show only at the end:
    ///         then `raw` is not to be used
    public static void rebuild(InputStream quality, InputStream cleaned, InputStream changes, InputStream rejected,
            OutputStream raw) throws IOException {
        var columns = LedgerColumns.read(quality);
        try (var cleanedLines = new LedgerLines("the cleaned table", cleaned);
                var changeLines = new LedgerLines("the change log", new GZIPInputStream(changes, 1 << 16));
                var rejectedLines = new LedgerLines("the rejected rows", rejected)) {
            cleanedLines.header(columns.cleanedNames());
            changeLines.header(List.of("row", "column", "old", "new", "reason"));
            rejectedLines.header(List.of("row", "reason", "detail", "raw"));
            new RawRebuild(columns, cleanedLines, changeLines, rejectedLines).write(raw);
        }
    }

    private void write(OutputStream raw) throws IOException {
        var out = CanonicalCsv.print(raw);
        out.printRecord((Object[]) columns.rawNames());
        var written = 0L;
        for (var row = 1L; row <= columns.rows(); row++) {
            if (rejected.next() != null && rejected.row() == row) {
                // It is a record already; only the line's end is missing.
                out.getOut().append(rejected.take().get(3)).append('\n');
            } else {
                undo(row);
                written++;
                out.printRecord((Object[]) cells);
            }
        }
        cleaned.end();
        changes.end();
        rejected.end();
        out.flush();
        check(written);
    }

    /// A log that is cut where one of its compressed members ends, or is of another version, may be read without an error.
    private void check(long written) throws LedgerException {
        if (written != columns.written()) {
            throw new LedgerException("the cleaned table has " + written + " rows where the quality report has "
                    + columns.written());
        }
        var told = new TreeMap<>(columns.changes());
        if (!counted.equals(told)) {
            throw new LedgerException("the change log has " + counted + " where the quality report has " + told);
        }
    }

    /// A cell that changed in several steps has a line for each, so the first has the raw text.
    private void undo(long row) throws IOException {
        columns.place(cleaned.next() == null ? null : cleaned.take(), cells, row);
        Arrays.fill(changed, false);
        for (CSVRecord change = changes.next(); change != null && changes.row() == row; change = changes.next()) {
            counted.merge(change.get(4), 1L, Long::sum);
            var index = columns.indexOf(change.get(1));
            if (!changed[index]) {
                changed[index] = true;
                cells[index] = change.get(2);
            }
            changes.take();
        }
    }
}
