package io.allasflow.summarize.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/// What there is to select from, beside models.
///
/// @param runs of each dataset, by its name; sorted
public record Datasets(Map<String, List<PipelineRun>> runs) {
    private static final int SHOWN = 10;
    private static final JaroWinklerSimilarity LIKENESS = new JaroWinklerSimilarity();

    boolean contains(String name) {
        return runs.containsKey(name);
    }

    /// For whoever misspelt a name.
    List<String> near(String name) {
        var wrong = name.toLowerCase(Locale.ROOT);
        return runs.keySet().stream()
                .sorted(Comparator
                        .comparingDouble((String other) -> -LIKENESS.apply(wrong, other.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN).toList();
    }
}
