package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.Row;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Whether the first record names the columns.
enum Header {
    PRESENT,
    /// No cell tells; it could be data as well.
    ASSUMED,
    ABSENT;

    static Header of(List<Row> records, HeaderRule rule) {
        return switch (rule) {
            case YES -> PRESENT;
            case NO -> ABSENT;
            case AUTO -> in(records);
        };
    }

    /// It is there if one of its cells is not of the kind that the cells below it are: a text over numbers, a day over counts.
    /// Else it is not if one of its cells is a value as those below are, or if they stand again below. Else the cells tell nothing,
    /// and it is assumed if they could be names.
    private static Header in(List<Row> records) {
        var first = records.getFirst();
        var below = records.subList(1, records.size());
        boolean valueOverValues = false;
        boolean names = true;
        var seen = new HashSet<String>();
        for (int column = 0; column < first.size(); column++) {
            var kind = CellKind.of(first.cells().get(column));
            var usual = usual(below, column);
            if (kind != CellKind.MISSING && differs(kind, usual)) {
                return PRESENT;
            }
            valueOverValues |= kind.isValue() && (below.isEmpty() ? kind != CellKind.YEAR : kind == usual);
            var name = first.cells().get(column).strip();
            // The index of a data frame has no name, and neither has what comes after a final delimiter.
            names &= name.isEmpty() ? column == 0 || usual == CellKind.MISSING : seen.add(name);
        }
        return !valueOverValues && names && !standsAgain(first, below) ? ASSUMED : ABSENT;
    }

    /// Whether half of its cells or more are values below, each in its column. Where the whole record comes again that tells
    /// nothing, unless it is one cell: tables may have been put one after another. Letter case aside, as rows that repeat the
    /// header are left out whatever theirs is.
    private static boolean standsAgain(Row first, List<Row> below) {
        int cells = 0;
        int again = 0;
        for (int i = 0; i < first.size(); i++) {
            int column = i;
            var cell = first.cells().get(column);
            if (!cell.isBlank()) {
                cells++;
                again += below.stream().anyMatch(row -> column < row.size() && cell.equalsIgnoreCase(row.cells().get(column))
                        && (first.size() == 1 || !isRepeated(first, row))) ? 1 : 0;
            }
        }
        return again * 2 >= cells;
    }

    private static boolean isRepeated(Row first, Row row) {
        return row.size() == first.size() && IntStream.range(0, first.size())
                .allMatch(i -> first.cells().get(i).equalsIgnoreCase(row.cells().get(i)));
    }

    private static boolean differs(CellKind first, CellKind usual) {
        return switch (usual) {
            case NUMBER, YEAR -> first == CellKind.TEXT || first == CellKind.DATE;
            case DATE -> first == CellKind.TEXT;
            case TEXT, MISSING -> false;
        };
    }

    /// The kind of four in five of a column's cells, missing ones aside. Years among other numbers are numbers.
    static CellKind usual(List<Row> records, int column) {
        var kinds = new EnumMap<CellKind, Integer>(CellKind.class);
        for (var record : records) {
            if (column < record.size()) {
                kinds.merge(CellKind.of(record.cells().get(column)), 1, Integer::sum);
            }
        }
        kinds.remove(CellKind.MISSING);
        if (kinds.containsKey(CellKind.NUMBER) && kinds.containsKey(CellKind.YEAR)) {
            kinds.merge(CellKind.NUMBER, kinds.remove(CellKind.YEAR), Integer::sum);
        }
        int seen = kinds.values().stream().mapToInt(Integer::intValue).sum();
        if (seen == 0) {
            return CellKind.MISSING;
        }
        return kinds.entrySet().stream().filter(kind -> kind.getValue() * 5 >= seen * 4).findFirst()
                .map(Map.Entry::getKey).orElse(CellKind.TEXT);
    }
}
