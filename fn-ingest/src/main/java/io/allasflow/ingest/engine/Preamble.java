package io.allasflow.ingest.engine;

import java.util.List;
import org.apache.commons.csv.CSVRecord;

/// What stands before a table and is none of it: a title, notes.
///
/// @param records with the blank ones after it
/// @param lines the first ones that are not blank, each cut
record Preamble(int records, List<String> lines) {
    private static final int MOST_RECORDS = 100;
    private static final int MOST_LINES = 20;
    private static final int MOST_CHARACTERS = 200;
    static final Preamble NONE = new Preamble(0, List.of());

    /// Records that fill at most half a row, with a text first, before a full row of names. A first row that is only a
    /// little too short is a header that lacks a name, and no title stands over a row with numbers in it.
    static Preamble of(List<CSVRecord> records, int width, String delimiter) {
        int count = 0;
        while (count < Math.min(records.size() - 1, MOST_RECORDS) && isBefore(records.get(count), width)) {
            count++;
        }
        return width < 2 || count == 0 || !isNames(records.get(count), width)
                ? NONE
                : new Preamble(count,
                        records.stream().limit(count).filter(record -> !DialectDetector.isBlank(record))
                                .limit(MOST_LINES).map(record -> line(record, delimiter)).toList());
    }

    private static boolean isBefore(CSVRecord record, int width) {
        long filled = record.stream().filter(cell -> !cell.isBlank()).count();
        // A program that writes a sheet fills up a title's row.
        boolean isShort = record.size() < width ? filled * 2 <= width : filled == 1 && width > 2;
        return filled == 0 || isShort && record.size() <= width && CellKind.of(record.get(0)) == CellKind.TEXT;
    }

    private static boolean isNames(CSVRecord record, int width) {
        return record.size() == width && record.stream().map(CellKind::of)
                .allMatch(kind -> kind == CellKind.TEXT || kind == CellKind.YEAR);
    }

    private static String line(CSVRecord record, String delimiter) {
        var line = String.join(delimiter, record.values()).strip();
        int end = Math.min(line.length(), MOST_CHARACTERS);
        return line.substring(0,
                end < line.length() && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
    }
}
