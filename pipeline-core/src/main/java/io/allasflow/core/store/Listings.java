package io.allasflow.core.store;

import io.allasflow.core.hash.Sha256;
import java.util.function.Consumer;

/// Goes through all objects under a prefix, page by page, one in memory at a time.
public final class Listings {
    private Listings() {}

    /// @param prefix a bucket, and how the keys begin
    /// @return a fingerprint of the keys and ETags, whatever their order; 0 where there is none
    public static long forEach(ObjectStore store, ObjectRef prefix, Consumer<StoredObject> visitor) {
        long fingerprint = 0;
        String last = null;
        ObjectStore.Page page;
        do {
            page = store.list(prefix.bucket(), prefix.key(), last);
            for (var object : page.objects()) {
                last = object.ref().key();
                fingerprint += Sha256.first64(last + " " + object.etag());
                visitor.accept(object);
            }
        } while (!page.last());
        return fingerprint;
    }
}
