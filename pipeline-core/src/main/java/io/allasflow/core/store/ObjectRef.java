package io.allasflow.core.store;

/// Names an object. The key is exactly the store's, unencoded; any sequence of characters is legal in it.
public record ObjectRef(String bucket, String key) {
    @Override
    public String toString() {
        return bucket + "/" + key;
    }
}
