package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.CellSyntax;
import io.allasflow.ingest.engine.record.CurrentRecord;
import io.allasflow.ingest.engine.record.Lines;
import io.allasflow.ingest.engine.record.RecordReader;
import io.allasflow.ingest.engine.record.Row;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// How the start of a text reads under one syntax.
///
/// @param blanks before the first record that is not blank
/// @param records from the header on; none if all are blank
/// @param damaged lines whose quotes make no sense
/// @param quotedCells that are properly enclosed in quotes
record Reading(CellSyntax syntax, int blanks, Preamble preamble, List<Row> records, long damaged,
        long quotedCells) {
    private static final int MAX_RECORDS = 1000;

    /// @param whole whether the sample is the whole text; if not, its last record may be cut and is not looked at
    static Reading of(String sample, boolean whole, CellSyntax syntax, TextSettings settings) {
        var records = new ArrayList<Row>();
        var lines = new Lines(new StringReader(sample));
        var reader = new RecordReader(lines, syntax, 0, !whole);
        int blanks = 0;
        long start = 0;
        try {
            CurrentRecord record = null;
            while (records.size() < MAX_RECORDS && (record = reader.next()) != null) {
                if (records.isEmpty() && record.isBlank()) {
                    blanks++;
                    start = lines.position();
                } else {
                    records.add(record.row());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
        // All there is of a single record may be enough, if it is most of the sample; not its start after blank lines.
        boolean enough = records.size() == 1 && start <= sample.length() / 2;
        if (!whole && !records.isEmpty() && records.size() < MAX_RECORDS && !enough) {
            records.removeLast();
        }
        var preamble = records.isEmpty() || settings.header() == HeaderRule.NO || settings.skipLines() != null
                ? Preamble.NONE
                : Preamble.of(records, Widths.of(records).usual(), syntax.delimiter());
        return new Reading(syntax, blanks, preamble, records.subList(preamble.records(), records.size()),
                reader.damage().count(), reader.quotedCells());
    }

    int usualWidth() {
        return Widths.of(records).usual();
    }

    /// Records with those before the table.
    int seen() {
        return Math.max(1, records.size() + preamble.records());
    }

    int skipped() {
        return blanks + preamble.records();
    }
}
