package io.allasflow.summarize.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What there is to select from, beside models.
///
/// @param runs of each dataset, by its name; sorted
public record Datasets(Map<String, List<PipelineRun>> runs) {
    private static final int SHOWN = 10;

    boolean contains(String name) {
        return runs.containsKey(name);
    }

    /// For whoever misspelt a name.
    List<String> near(String name) {
        return runs.keySet().stream().sorted(Comparator.comparingInt((String other) -> -alike(name, other))
                .thenComparing(Comparator.naturalOrder())).limit(SHOWN).toList();
    }

    /// Characters that they share, at the start or at the end.
    private static int alike(String one, String other) {
        return Math.max(shared(one, other), shared(new StringBuilder(one).reverse(),
                new StringBuilder(other).reverse()));
    }

    private static int shared(CharSequence one, CharSequence other) {
        var length = 0;
        while (length < one.length() && length < other.length()
                && Character.toLowerCase(one.charAt(length)) == Character.toLowerCase(other.charAt(length))) {
            length++;
        }
        return length;
    }
}
