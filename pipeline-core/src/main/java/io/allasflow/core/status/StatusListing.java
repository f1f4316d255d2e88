package io.allasflow.core.status;

import io.allasflow.core.hash.Sha256;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import java.util.function.BiConsumer;

/// Goes through all statuses by listing them, without reading any.
public final class StatusListing {
    /// The index page says in this metadata which statuses it was made of.
    public static final String FINGERPRINT = "statuses";

    private final ObjectStore store;
    private final BucketLayout layout;

    public StatusListing(ObjectStore store, BucketLayout layout) {
        this.store = store;
        this.layout = layout;
    }

    /// @param visitor takes each dataset and its status object
    /// @return a fingerprint of all the ETags seen
    public String forEach(BiConsumer<String, StoredObject> visitor) {
        var prefix = layout.own(Output.STATUS.folder());
        long fingerprint = 0;
        String last = null;
        ObjectStore.Page page;
        do {
            page = store.list(prefix.bucket(), prefix.key(), last);
            for (var object : page.objects()) {
                last = object.ref().key();
                fingerprint += Sha256.first64(last + " " + object.etag());
                layout.datasetOf(Output.STATUS, last).ifPresent(dataset -> visitor.accept(dataset, object));
            }
        } while (!page.last());
        return Long.toHexString(fingerprint);
    }
}
