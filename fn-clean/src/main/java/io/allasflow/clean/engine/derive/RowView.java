package io.allasflow.clean.engine.derive;

import io.allasflow.clean.engine.column.ColumnType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// The row that cells are derived from. Serves one thread.
final class RowView {
    /// What a column of the cleaned table is, and where.
    record Place(int index, ColumnType type) {}

    /// Share of the row's cells that are neither missing nor invalid, in percent.
    static final String COMPLETENESS = "row_completeness";

    private final Map<String, Place> places;
    private List<String> cells;
    private BigDecimal completeness;

    RowView(Map<String, Place> places) {
        this.places = places;
    }

    /// @param clean its clean cells, to which derived ones are added as they are made
    void show(List<String> clean, BigDecimal percentComplete) {
        cells = clean;
        completeness = percentComplete;
    }

    /// The cell of a column that there is; empty if it is missing.
    String cell(String name) {
        return cells.get(places.get(name).index());
    }

    ColumnType type(String name) {
        return places.get(name).type();
    }

    BigDecimal completeness() {
        return completeness;
    }
}
