package io.allasflow.clean.engine.cell;

import java.util.Collection;
import java.util.Set;

/// Which cells mean "no value".
public final class MissingValues {
    private final Set<String> sentinels;
    private final int longest;

    public MissingValues(Collection<String> sentinels) {
        this.sentinels = Set.copyOf(sentinels);
        this.longest = sentinels.stream().mapToInt(String::length).max().orElse(0);
    }

    /// @param text a cell as [WhiteSpace#clean] gives it
    public boolean contains(String text) {
        return text.isEmpty() || text.length() <= longest && sentinels.contains(text);
    }
}
