package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.Row;
import java.util.List;
import java.util.regex.Pattern;

/// What stands before a table and is none of it: a title, notes.
///
/// @param records with the blank ones after it
/// @param lines the first ones that are not blank, each cut
record Preamble(int records, List<String> lines) {
    private static final int MOST_RECORDS = 100;
    private static final Pattern SEPARATOR = Pattern.compile("(?i)sep=.?");
    static final Preamble NONE = new Preamble(0, List.of());

    /// Records that fill at most half a row, with a text first, before a full row of names, or groups of names. A first row that is only a
    /// little too short is a header that lacks a name, and no title stands over a row with numbers in it.
    static Preamble of(List<Row> records, int width, String delimiter) {
        // By which some programs tell Excel the delimiter.
        int count = records.size() > 1 && isSeparator(records.getFirst(), delimiter) ? 1 : 0;
        while (count < Math.min(records.size() - 1, MOST_RECORDS) && isBefore(records.get(count), width)) {
            count++;
        }
        return width < 2 || count == 0 || !isNames(records.get(count), width)
                && !HeaderRows.areGrouped(records.subList(count, records.size()), width)
                        ? NONE
                        : new Preamble(count, ToldLines.of(records.subList(0, count), delimiter));
    }

    private static boolean isSeparator(Row record, String delimiter) {
        return SEPARATOR.matcher(String.join(delimiter, record.cells()).strip()).matches();
    }

    private static boolean isBefore(Row record, int width) {
        long filled = record.filled();
        // A program that writes a sheet fills up a title's row.
        boolean isShort = record.size() < width ? filled * 2 <= width : filled == 1 && width > 2;
        return filled == 0
                || isShort && record.size() <= width && CellKind.of(record.cells().getFirst()) == CellKind.TEXT;
    }

    private static boolean isNames(Row record, int width) {
        return record.size() == width && CellKind.areNames(record.cells());
    }
}
