package io.allasflow.ingest.engine.text;

import io.allasflow.ingest.engine.dialect.CellKind;
import io.allasflow.ingest.engine.dialect.ToldLines;
import io.allasflow.ingest.engine.record.Row;
import java.util.ArrayList;
import java.util.List;

/// Notes at the end of a table: rows that fill at most half of it, with a text first, and none other after them.
public final class Footer {
    private final int columns;
    private final String delimiter;
    private final List<String> lines = new ArrayList<>();
    private long rows;

    public Footer(int columns, String delimiter) {
        this.columns = columns;
        this.delimiter = delimiter;
    }

    public void see(Row row, boolean blank) {
        if (!blank && !isNote(row)) {
            if (rows > 0) {
                lines.clear();
                rows = 0;
            }
        } else if (!blank) {
            rows++;
            if (lines.size() < ToldLines.MOST) {
                lines.add(ToldLines.of(row, delimiter));
            }
        }
    }

    private boolean isNote(Row row) {
        return row.size() < columns && row.filled() * 2 <= columns
                && CellKind.of(row.cells().getFirst()) == CellKind.TEXT;
    }

    public long rows() {
        return rows;
    }

    /// The first of them, each cut.
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
