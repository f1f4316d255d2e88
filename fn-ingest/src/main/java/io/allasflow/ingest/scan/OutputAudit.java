package io.allasflow.ingest.scan;

import io.allasflow.core.hash.Sha256;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.store.ObjectStore;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Compares the outputs that are there with those recorded at completion, by a fingerprint a dataset: the sum of its
/// outputs' hashes, which needs no order. Memory: two numbers a dataset.
final class OutputAudit {
    private final Map<Long, Long> fingerprints = new HashMap<>();

    static OutputAudit of(ObjectStore store, BucketLayout layout) {
        var audit = new OutputAudit();
        for (var output : Stage.allOutputs()) {
            var prefix = layout.own(output.folder());
            String last = null;
            ObjectStore.Page page;
            do {
                page = store.list(prefix.bucket(), prefix.key(), last);
                for (var object : page.objects()) {
                    last = object.ref().key();
                    layout.datasetOf(output, last)
                            .ifPresent(dataset -> audit.fingerprints.merge(Sha256.first64(dataset),
                                    fingerprint(output, object.etag()), Long::sum));
                }
            } while (!page.last());
        }
        return audit;
    }

    boolean differs(String dataset, long recorded) {
        return recorded != 0 && fingerprints.getOrDefault(Sha256.first64(dataset), 0L) != recorded;
    }

    /// @param etags by the output's name in lower case, as a status has them
    static long fingerprint(Map<String, String> etags) {
        long sum = 0;
        for (var output : Stage.allOutputs()) {
            var etag = etags.get(output.name().toLowerCase(Locale.ROOT));
            sum += etag == null ? 0 : fingerprint(output, etag);
        }
        return sum;
    }

    private static long fingerprint(Output output, String etag) {
        return Sha256.first64(output.name() + " " + etag);
    }
}
