package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.Row;
import java.util.ArrayList;
import java.util.List;

/// A header of several rows: as of a sheet whose columns are in groups, where the upper rows name groups of columns, in the
/// first column of each; or with a row of units under the names.
public final class HeaderRows {
    private HeaderRows() {}

    /// As many as the user says, or 2 if that is clear; 0 if nothing is.
    static int count(List<Row> records, int width, TextSettings settings) {
        if (settings.headerRows() != null) {
            return Math.min(settings.headerRows(), records.size());
        }
        boolean several = settings.header() == HeaderRule.AUTO
                && (areGrouped(records, width) || Units.areSecond(records, width));
        return several ? 2 : 0;
    }

    /// What the user might want to say.
    static List<String> doubts(Reading reading, TextSettings settings) {
        int width = reading.usualWidth();
        return settings.header() == HeaderRule.AUTO && settings.headerRows() == null
                && count(reading.records(), width, settings) == 0 && Units.maybeSecond(reading.records(), width)
                        ? List.of("headerRows: 2 if the row under the names tells units")
                        : List.of();
    }

    /// Whether it is clear that the first record groups the names in the second, which stand over values.
    static boolean areGrouped(List<Row> records, int width) {
        if (records.size() < 3 || !groups(records.get(0).cells(), records.get(1).cells(), width)) {
            return false;
        }
        var below = records.subList(2, records.size());
        boolean overValues = false;
        for (int column = 0; column < width; column++) {
            var usual = Header.usual(below, column);
            if (usual.isValue() && CellKind.of(records.get(1).cells().get(column)) == usual) {
                return false;
            }
            overValues |= usual.isValue();
        }
        return overValues;
    }

    private static boolean groups(List<String> groups, List<String> names, int width) {
        if (groups.size() > width || names.size() != width) {
            return false;
        }
        boolean spans = false;
        boolean inGroup = false;
        for (int column = 0; column < width; column++) {
            var group = column < groups.size() ? groups.get(column) : "";
            var name = names.get(column);
            if (group.isBlank() && name.isBlank() || !isName(group) || !isName(name)) {
                return false;
            }
            spans |= inGroup && group.isBlank();
            inGroup = group.isBlank() ? inGroup : !name.isBlank();
        }
        return spans;
    }

    private static boolean isName(String cell) {
        return cell.isBlank() || CellKind.areNames(List.of(cell));
    }

    /// One name for each column: what stands over it, from above.
    public static List<String> join(List<Row> rows) {
        if (rows.size() == 1) {
            return rows.getFirst().cells();
        }
        int width = rows.stream().mapToInt(Row::size).max().orElseThrow();
        var names = new ArrayList<String>();
        var groups = new String[rows.size()];
        for (int column = 0; column < width; column++) {
            var parts = new ArrayList<String>();
            for (int row = 0; row < groups.length; row++) {
                var cells = rows.get(row).cells();
                var cell = column < cells.size() ? cells.get(column).strip() : "";
                // A column that names itself alone ends the groups over it.
                groups[row] = cell.isEmpty() && row < groups.length - 1 ? groups[row] : cell;
                if (groups[row] != null && !groups[row].isEmpty()) {
                    parts.add(groups[row]);
                }
            }
            names.add(String.join(" ", parts));
        }
        return names;
    }
}
