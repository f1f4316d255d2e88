package io.allasflow.core.store;

import java.io.InputStream;

/// A stream over one version of an object.
public abstract class ObjectReader extends InputStream {
    public abstract StoredObject object();
}
