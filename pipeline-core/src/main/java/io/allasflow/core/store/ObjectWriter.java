package io.allasflow.core.store;

import java.io.IOException;
import java.io.OutputStream;

/// A stream into a new object. Nothing is visible until [#commit]; closing without it leaves no trace.
public abstract class ObjectWriter extends OutputStream {
    /// Makes the object visible, whole.
    ///
    /// @throws io.allasflow.core.error.PipelineException if the store did not say that it stored it. If its answer was
    ///         lost, the object may be visible; it is whole then
    /// @throws IOException if it is already committed or closed
    public abstract StoredObject commit() throws IOException;

    /// Discards what was not committed.
    @Override
    public abstract void close();
}
