package io.allasflow.clean.engine.drift;

import java.util.ArrayList;
import java.util.List;

/// How the columns differ from those of the version accepted before, by their clean names. The order and the names are
/// of the raw table; a column that is left out for its missing cells is never retyped.
///
/// @param since the ETag of the source version compared with
/// @param reordered whether columns that stayed are in another order
public record Drift(String since, List<String> added, List<String> removed, List<Renamed> renamed,
        List<Retyped> retyped, boolean reordered) {
    private static final int MOST_TOLD = 10;

    /// A column that went and one that came in its place, of the same type.
    public record Renamed(String from, String to) {}

    public record Retyped(String name, String from, String to) {}

    boolean isNone() {
        return added.isEmpty() && removed.isEmpty() && renamed.isEmpty() && retyped.isEmpty() && !reordered;
    }

    /// For the reader, in one line.
    public String text() {
        var parts = new ArrayList<String>();
        if (!added.isEmpty()) {
            parts.add("added: " + list(added));
        }
        if (!removed.isEmpty()) {
            parts.add("removed: " + list(removed));
        }
        if (!renamed.isEmpty()) {
            parts.add("renamed: " + list(renamed.stream().map(one -> one.from + " to " + one.to).toList()));
        }
        if (!retyped.isEmpty()) {
            parts.add("retyped: " + list(retyped.stream()
                    .map(one -> one.name + " from " + one.from + " to " + one.to).toList()));
        }
        if (reordered) {
            parts.add("in another order");
        }
        return String.join("; ", parts);
    }

    private static String list(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MOST_TOLD, names.size())))
                + (names.size() > MOST_TOLD ? " and " + (names.size() - MOST_TOLD) + " more" : "");
    }
}
