package io.allasflow.ingest.scan;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/// All objects under a prefix, a page at a time.
///
/// @param after where to go on after a page's last key: at that key, or beyond it to skip some
record Listing(ObjectStore store, String bucket, String prefix,
        UnaryOperator<String> after) implements Iterable<List<StoredObject>> {

    @Override
    public Iterator<List<StoredObject>> iterator() {
        return new Iterator<>() {
            private String last;
            private boolean ended;

            @Override
            public boolean hasNext() {
                return !ended;
            }

            @Override
            public List<StoredObject> next() {
                var page = store.list(bucket, prefix, last);
                ended = page.last();
                if (!page.objects().isEmpty()) {
                    last = after.apply(page.objects().getLast().ref().key());
                } else if (!ended) {
                    // Going on would ask for the same page for ever.
                    throw new PipelineException(ErrorCode.STORE_UNAVAILABLE,
                            "the listing of " + bucket + "/" + prefix + " broke off after '" + last + "'");
                }
                return page.objects();
            }
        };
    }
}
