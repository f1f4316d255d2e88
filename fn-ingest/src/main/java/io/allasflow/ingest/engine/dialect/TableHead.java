package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.Row;
import java.util.ArrayList;
import java.util.List;

/// What stands over the data in rows that are all equally wide, as a sheet's are.
///
/// @param skipped rows before the header, blank ones and the preamble
/// @param preamble the first of them that are not blank, each cut
/// @param headerRows 0 if the data starts at once
/// @param assumed whether nothing tells that the first row names the columns
public record TableHead(int skipped, List<String> preamble, int headerRows, boolean assumed) {
    /// Rows that are enough to tell.
    public static final int SAMPLE_ROWS = 1000;
    private static final String BETWEEN_CELLS = " ";

    /// @param rows the first ones; not all blank
    /// @param width of each
    public static TableHead of(List<Row> rows, int width, TextSettings settings) {
        if (settings.skippedLines() >= rows.size()) {
            return new TableHead(rows.size(), ToldLines.of(rows, BETWEEN_CELLS), 0, false);
        }
        var preamble = new ArrayList<>(
                ToldLines.of(rows.subList(0, settings.skippedLines()), BETWEEN_CELLS));
        int skipped = settings.skippedLines();
        if (settings.header() != HeaderRule.NO && settings.skipLines() == null) {
            // A title fills one cell, and the row was filled up to the width of the sheet.
            var found = Preamble.of(rows.stream().map(TableHead::trimmed).toList(), width, BETWEEN_CELLS);
            preamble.addAll(found.lines());
            skipped += found.records();
        }
        var rest = rows.subList(skipped, rows.size());
        int headerRows = HeaderRows.count(rest, width, settings);
        var header = Header.of(rest, headerRows > 0 ? HeaderRule.YES : settings.header());
        return new TableHead(skipped, preamble, header == Header.ABSENT ? 0 : Math.max(1, headerRows),
                header == Header.ASSUMED);
    }

    /// Without the blank cells at its end, which a sheet fills up all rows with.
    public static Row trimmed(Row row) {
        int end = row.size();
        while (end > 1 && row.cells().get(end - 1).isBlank()) {
            end--;
        }
        return new Row(row.line(), row.cells().subList(0, end));
    }
}
