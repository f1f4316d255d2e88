package io.allasflow.ingest.engine.record;

import java.util.List;

/// One record of delimited text, or one row of a sheet.
///
/// @param line where it starts, or the row's number as Excel shows it, from 1
/// @param cells at least one in a text; empty where a cell is blank
public record Row(long line, List<String> cells) {
    public int size() {
        return cells.size();
    }

    /// Whether there is nothing in it, however many cells it has.
    public boolean isBlank() {
        for (var cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    /// Cells with something in them.
    public long filled() {
        return cells.stream().filter(cell -> !cell.isBlank()).count();
    }
}
