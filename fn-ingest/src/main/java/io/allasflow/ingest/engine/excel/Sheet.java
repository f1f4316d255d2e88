package io.allasflow.ingest.engine.excel;

import io.allasflow.ingest.engine.record.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A worksheet: the rectangle of its cells that holds all with something in them. What is hidden counts as well.
public final class Sheet {
    private final FoundSheet found;
    private final String place;
    private final long maxBytes;
    private final long packed;
    private Extent extent;
    private Uncalculated uncalculated;

    /// @param place as in `sheet 2`
    /// @param packed bytes of the workbook
    Sheet(FoundSheet found, String place, long maxBytes, long packed) {
        this.found = found;
        this.place = place;
        this.maxBytes = maxBytes;
        this.packed = packed;
    }

    /// Any text; no two sheets have the same, whatever the case of its letters.
    public String name() {
        return found.name();
    }

    public boolean isHidden() {
        return found.hidden();
    }

    /// Whether no cell holds anything. Reads as far as the first that does.
    public boolean isEmpty() throws IOException {
        if (extent != null) {
            return extent.isEmpty();
        }
        try (var rows = open()) {
            return rows.next() == null;
        }
    }

    /// The first call of any method from here on reads the sheet to its end.
    public int columns() throws IOException {
        return extent().columns();
    }

    /// The number of the first column with something in it, from 1: those before it are left out.
    public int firstColumn() throws IOException {
        return extent().isEmpty() ? 1 : extent().firstColumn();
    }

    /// The formulas of the whole sheet that have no value.
    public Uncalculated uncalculated() throws IOException {
        extent();
        return uncalculated;
    }

    /// All rows from the first with something in it to the last such; those between them may be blank. Each has the same
    /// number of cells.
    public Rows rows() throws IOException {
        var measured = extent();
        var filled = open();
        return new Rows() {
            private Row ahead = filled.next();
            private long number = measured.firstRow();

            @Override
            public Row next() throws IOException {
                if (ahead == null) {
                    return null;
                }
                if (number < ahead.line()) {
                    return new Row(number++, Collections.nCopies(measured.columns(), ""));
                }
                var row = new Row(number++, cells(ahead.cells(), measured));
                ahead = filled.next();
                return row;
            }

            @Override
            public void close() throws IOException {
                filled.close();
            }
        };
    }

    private static List<String> cells(List<String> filled, Extent extent) {
        var cells = new ArrayList<String>(extent.columns());
        for (int column = extent.firstColumn(); column <= extent.lastColumn(); column++) {
            cells.add(column <= filled.size() ? filled.get(column - 1) : "");
        }
        return cells;
    }

    private Extent extent() throws IOException {
        if (extent == null) {
            try (var rows = open()) {
                extent = Extent.of(rows).check(place, maxBytes, packed);
                uncalculated = rows.uncalculated();
            }
        }
        return extent;
    }

    private Rows open() throws IOException {
        var rows = Faults.told(place, found.filledRows());
        return new Rows() {
            @Override
            public Row next() throws IOException {
                return Faults.told(place, rows::next);
            }

            @Override
            public Uncalculated uncalculated() {
                return rows.uncalculated();
            }

            @Override
            public void close() throws IOException {
                rows.close();
            }
        };
    }
}
