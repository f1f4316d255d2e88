package io.allasflow.core.store;

import java.io.IOException;
import java.io.OutputStream;

/// A stream into a new object. Nothing is visible until [#commit]; closing without it leaves no trace.
public abstract class ObjectWriter extends OutputStream {
    /// Makes the object visible, whole.
    ///
    /// @throws IOException if it could not be stored; nothing is visible then
    public abstract StoredObject commit() throws IOException;

    /// Discards what was not committed.
    @Override
    public abstract void close();
}
