package io.allasflow.summarize.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which model is run after which.
///
/// @param models each after those it reads, as far as there is no cycle
/// @param cycles by each model in one, all that are in it
record ModelOrder(SequencedSet<String> models, Map<String, List<String>> cycles) {
    /// @param reads by model, the models that it reads
    static ModelOrder of(Map<String, ? extends Collection<String>> reads) {
        var reached = new TreeMap<String, TreeSet<String>>();
        reads.keySet().forEach(model -> reached.put(model, reached(model, reads)));
        var cycles = new TreeMap<String, List<String>>();
        reached.forEach((model, others) -> {
            if (others.contains(model)) {
                cycles.put(model, others.stream().filter(other -> reached.get(other).contains(model)).toList());
            }
        });
        // Whoever reads a model reaches more than that one does, but within a cycle.
        var order = reads.keySet().stream().sorted((one, other) -> {
            var more = Integer.compare(reached.get(one).size(), reached.get(other).size());
            return more != 0 ? more : one.compareTo(other);
        }).toList();
        return new ModelOrder(new LinkedHashSet<>(order), cycles);
    }

    private static TreeSet<String> reached(String model, Map<String, ? extends Collection<String>> reads) {
        var reached = new TreeSet<String>();
        var next = new ArrayList<String>(reads.get(model));
        while (!next.isEmpty()) {
            var other = next.removeLast();
            if (reached.add(other)) {
                next.addAll(reads.get(other));
            }
        }
        return reached;
    }
}
