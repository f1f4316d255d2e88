package io.allasflow.ingest.engine.record;

import java.io.IOException;

/// A record has more cells than any table, and than fit into memory.
public final class TooManyCellsException extends IOException {
    private static final long serialVersionUID = 1L;

    TooManyCellsException() {
        super("a record has more than " + CellBounds.MOST_CELLS + " cells");
    }
}
