package io.allasflow.ingest.engine.text;

import io.allasflow.ingest.engine.dialect.CellKind;
import io.allasflow.ingest.engine.record.Row;
import java.util.ArrayList;
import java.util.List;

/// Tables below the first one: after a blank line and at most a title, a row of names that is another header, and a row as
/// wide as that.
final class StackedTables {
    private static final int MOST_TOLD = 20;

    /// @param line of its header, from 1
    record Start(long line, int columns) {}

    private final int columns;
    private final List<String> names;
    private final List<Start> starts = new ArrayList<>();
    private boolean afterBlank;
    private Row candidate;

    /// @param names of the first table
    StackedTables(int columns, List<String> names) {
        this.columns = columns;
        this.names = names;
    }

    void see(Row row, boolean blank) {
        if (candidate != null) {
            if (!blank && isHeaderOver(row) && starts.size() < MOST_TOLD) {
                starts.add(new Start(candidate.line(), candidate.size()));
            }
            candidate = null;
        }
        if (blank) {
            afterBlank = true;
        } else if (afterBlank && row.filled() > 1) {
            candidate = CellKind.areNames(row.cells()) ? row : null;
            afterBlank = false;
        }
    }

    /// Whether the next row may be the start of a table.
    boolean expects() {
        return afterBlank || candidate != null;
    }

    /// With as many columns as the first table, it may be one of its rows.
    private boolean isHeaderOver(Row row) {
        if (row.size() != candidate.size()) {
            return false;
        }
        if (row.size() != columns || candidate.cells().equals(names)) {
            return true;
        }
        int over = 0;
        for (int column = 0; column < columns; column++) {
            boolean named = CellKind.of(candidate.cells().get(column)) == CellKind.TEXT;
            over += named && CellKind.of(row.cells().get(column)).isValue() ? 1 : 0;
        }
        return over * 2 >= columns;
    }

    List<Start> starts() {
        return List.copyOf(starts);
    }
}
