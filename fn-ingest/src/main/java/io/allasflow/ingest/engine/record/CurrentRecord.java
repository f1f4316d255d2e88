package io.allasflow.ingest.engine.record;

import io.allasflow.core.csv.CanonicalWriter;
import java.io.IOException;

/// The record that was read last, where it stands in the text. A large file has millions, and most are only written
/// again: so none is an object, nor are its cells.
public final class CurrentRecord {
    private final CellSyntax syntax;
    private long line;
    private char[] text;
    private int start;
    private CellBounds cells;

    CurrentRecord(CellSyntax syntax) {
        this.syntax = syntax;
    }

    /// @param number of the line where it starts, from 1
    void set(long number, char[] recordText, int recordStart, CellBounds recordCells) {
        line = number;
        text = recordText;
        start = recordStart;
        cells = recordCells;
    }

    public int size() {
        return cells.count();
    }

    /// Whether there is nothing in it, however many cells it has.
    public boolean isBlank() {
        return cells.areBlank(syntax, text, start);
    }

    public void write(CanonicalWriter out) throws IOException {
        cells.write(syntax, text, start, out);
    }

    /// To be kept.
    public Row row() {
        return new Row(line, cells.read(syntax, text, start));
    }
}
