package io.allasflow.ingest.scan;

import io.allasflow.core.hash.Sha256;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.status.StatusListing;
import io.allasflow.core.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Compares the outputs that are there with those recorded at completion, by a fingerprint a dataset: the sum of its
/// outputs' hashes, which needs no order. The statuses are compared one by one.
/// Memory: four numbers a dataset.
final class OutputAudit {
    private final Map<Long, Long> fingerprints = new HashMap<>();
    private final Map<Long, Long> statuses = new HashMap<>();
    private String allStatuses;

    static OutputAudit of(ObjectStore store, BucketLayout layout) {
        var audit = new OutputAudit();
        var folders = Stage.allOutputs().stream().collect(Collectors.groupingBy(Output::folder));
        for (var folder : folders.keySet()) {
            var prefix = layout.own(folder);
            for (var page : new Listing(store, prefix.bucket(), prefix.key(), UnaryOperator.identity())) {
                for (var object : page) {
                    for (var output : folders.get(folder)) {
                        layout.datasetOf(output, object.ref().key()).ifPresent(dataset -> audit.fingerprints
                                .merge(Sha256.first64(dataset), fingerprint(output, object.etag()), Long::sum));
                    }
                }
            }
        }
        audit.allStatuses = new StatusListing(store, layout).forEach(
                (dataset, status) -> audit.statuses.put(Sha256.first64(dataset), status(status.etag())));
        return audit;
    }

    /// The fingerprint of all statuses, as the index page carries it.
    String allStatuses() {
        return allStatuses;
    }

    /// Whether one of these statuses is gone or another one. It may still say the same.
    ///
    /// @param recorded the sum of [#status]
    boolean statusDiffers(List<String> datasets, long recorded) {
        return sum(statuses, datasets) != recorded;
    }

    /// Takes a dataset whose source is listed from those that [#withoutSource] finds.
    void hasSource(String dataset) {
        statuses.remove(Sha256.first64(dataset));
    }

    /// Takes one dataset.
    interface Visitor {
        void accept(String dataset) throws IOException;
    }

    /// Lists the statuses again, if any is of a source that was not listed.
    void withoutSource(ObjectStore store, BucketLayout layout, Visitor visitor) throws IOException {
        if (!statuses.isEmpty()) {
            var prefix = layout.own(Output.STATUS.folder());
            for (var page : new Listing(store, prefix.bucket(), prefix.key(), UnaryOperator.identity())) {
                for (var object : page) {
                    var dataset = layout.datasetOf(Output.STATUS, object.ref().key());
                    if (dataset.isPresent() && statuses.containsKey(Sha256.first64(dataset.get()))) {
                        visitor.accept(dataset.get());
                    }
                }
            }
        }
    }

    static long status(String etag) {
        return Sha256.first64("status " + etag);
    }

    /// @param recorded the sum of [#fingerprint]
    boolean differs(List<String> datasets, long recorded) {
        return recorded != 0 && sum(fingerprints, datasets) != recorded;
    }

    private static long sum(Map<Long, Long> values, List<String> datasets) {
        return datasets.stream().mapToLong(dataset -> values.getOrDefault(Sha256.first64(dataset), 0L)).sum();
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
