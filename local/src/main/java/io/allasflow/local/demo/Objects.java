package io.allasflow.local.demo;

import io.allasflow.core.config.ScanSettings;
import io.allasflow.core.layout.BucketLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The objects of one run.
///
/// @param bucket the directory that holds them
/// @param scan which of them are sources
/// @param etags of those in the bucket by key, without quotes
/// @param refused why others did not get there, by key
public record Objects(Path bucket, BucketLayout layout, ScanSettings scan, Map<String, String> etags,
        Map<String, String> refused) {
    /// The keys of those that are processed.
    public List<String> sources() {
        return etags.keySet().stream().filter(key -> scan.isSource(key, layout)).toList();
    }

    /// What became of each so far, by key.
    public List<Outcome> outcomes() throws IOException {
        var outcomes = new ArrayList<Outcome>();
        var keys = new TreeSet<>(etags.keySet());
        keys.addAll(refused.keySet());
        for (var key : keys) {
            if (refused.containsKey(key)) {
                outcomes.add(Outcome.refused(key, refused.get(key)));
            } else if (scan.isSource(key, layout)) {
                outcomes.addAll(Outcome.read(bucket, layout, key, etags.get(key)));
            } else {
                outcomes.add(Outcome.excluded(key));
            }
        }
        return outcomes;
    }
}
