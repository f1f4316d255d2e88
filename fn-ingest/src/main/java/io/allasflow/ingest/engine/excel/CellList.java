package io.allasflow.ingest.engine.excel;

import io.allasflow.ingest.engine.record.Row;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.util.ArrayList;
import java.util.List;

/// Gathers the filled cells of one row. A row holds 4 Mi characters at most, as a record of delimited text may.
public final class CellList {
    private static final int MOST_CHARACTERS = 4 << 20;

    private final int row;
    private final List<String> cells = new ArrayList<>();
    private int characters;
    private int lastColumn;

    public CellList(int row) {
        this.row = row;
    }

    /// From 1.
    public int row() {
        return row;
    }

    /// The column after the last that was added, from 1.
    public int nextColumn() {
        return lastColumn + 1;
    }

    /// @param column from 1
    public void add(int column, String text) throws RefusedSourceException {
        if (column <= lastColumn) {
            throw Faults.damaged("the cells of row " + row + " are not in order");
        }
        lastColumn = column;
        if (text.isEmpty()) {
            return;
        }
        characters += text.length();
        if (characters > MOST_CHARACTERS) {
            throw Faults.tooComplex("whose row " + row + " has more than " + MOST_CHARACTERS + " characters");
        }
        while (cells.size() < column - 1) {
            cells.add("");
        }
        cells.add(text);
    }

    public boolean isBlank() {
        return cells.isEmpty();
    }

    public Row toRow() {
        return new Row(row, cells);
    }
}
