package io.allasflow.ingest.engine.excel;

import io.allasflow.ingest.engine.record.Row;
import java.io.Closeable;
import java.io.IOException;

/// The rows of a sheet in order. Holds one.
public interface Rows extends Closeable {
    /// The next row; null after the last.
    ///
    /// @throws io.allasflow.ingest.engine.RefusedSourceException if it is damaged, or beyond a limit
    Row next() throws IOException;

    /// Of those that were read.
    default Uncalculated uncalculated() {
        return Uncalculated.NONE;
    }
}
