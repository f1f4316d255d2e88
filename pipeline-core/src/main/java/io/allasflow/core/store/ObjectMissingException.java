package io.allasflow.core.store;

import java.io.IOException;

/// There is no such object.
public final class ObjectMissingException extends IOException {
    private static final long serialVersionUID = 1L;

    public ObjectMissingException(ObjectRef ref) {
        super(ref + " does not exist");
    }
}
