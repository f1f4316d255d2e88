package io.allasflow.summarize.publish;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/// Rows one after another: a text a column in ISO's forms (`1.50`, `true`, `2024-01-31T10:15:00Z`), null for missing.
public interface PublishedRows extends Iterator<List<String>>, AutoCloseable {
    @Override
    void close() throws IOException;

    /// Where they come from.
    @FunctionalInterface
    interface Source {
        /// Not called if the database has them already.
        PublishedRows open() throws IOException;
    }
}
