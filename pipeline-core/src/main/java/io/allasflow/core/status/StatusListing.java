package io.allasflow.core.status;

import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.Listings;
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
        return Long.toHexString(Listings.forEach(store, layout.own(Output.STATUS.folder()),
                object -> layout.datasetOf(Output.STATUS, object.ref().key())
                        .ifPresent(dataset -> visitor.accept(dataset, object))));
    }
}
