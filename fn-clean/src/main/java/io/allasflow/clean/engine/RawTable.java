package io.allasflow.clean.engine;

import java.io.IOException;
import java.io.InputStream;

/// The raw table as canonical CSV (see `io.allasflow.core.csv.CanonicalCsv`). Each call opens a new pass over the same
/// bytes; the engine closes what it opened.
@FunctionalInterface
public interface RawTable {
    InputStream open() throws IOException;

    /// Its bytes; 0 if unknown. Only how often the table is read depends on it.
    default long size() {
        return 0;
    }
}
