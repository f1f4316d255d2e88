package io.allasflow.core.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/// How the summary of one version differs from that of the version before it. It depends on which version that was, so it is
/// told in the status alone.
///
/// @param columns how many columns each list would hold if it were whole
/// @param added names, of the first [#MOST_COLUMNS], as are `removed` and `retyped`
/// @param changed those of the same type that changed most first, at most [#MOST_COLUMNS]
public record Comparison(Run from, Run to, Rows rows, Columns columns, List<String> added, List<String> removed,
        List<Retyped> retyped, List<Changed> changed) {

    public static final int MOST_COLUMNS = 50;

    public Comparison {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(columns, "columns");
        added = added == null ? List.of() : List.copyOf(added);
        removed = removed == null ? List.of() : List.copyOf(removed);
        retyped = retyped == null ? List.of() : List.copyOf(retyped);
        changed = changed == null ? List.of() : List.copyOf(changed);
    }

    /// Which version.
    public record Run(String sourceKey, String sourceEtag, String configHash, String programVersion) {}

    public record Rows(long before, long after) {}

    public record Columns(int before, int after, int added, int removed, int retyped, int changed) {}

    public record Retyped(String name, String from, String to) {}

    /// @param most which figure changed most
    public record Changed(String name, Figure most, Figures before, Figures after) {
        public Changed {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(most, "most");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    /// As the summary has them; what it leaves out is null.
    public record Figures(long count, long missing, long distinct, Double mean, JsonNode min, JsonNode max) {}

    /// Whether it tells how that version came about.
    boolean isTo(Status status) {
        return status.source() != null && to.equals(new Run(status.source().key(), status.source().etag(),
                status.configHash(), status.programVersion()));
    }
}
