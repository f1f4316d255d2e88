package io.allasflow.core.store;

import java.io.IOException;

/// The object is no longer the version that was asked for.
public final class ObjectChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    public ObjectChangedException(ObjectRef ref) {
        super(ref + " has changed");
    }
}
