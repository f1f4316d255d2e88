package io.allasflow.clean.engine.cell;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which cells mean "no value".
public final class MissingValues {
    private final Set<String> sentinels;
    private final int longest;

    public MissingValues(Collection<String> sentinels) {
        this.sentinels = sentinels.stream().map(MissingValues::fold).collect(Collectors.toUnmodifiableSet());
        this.longest = sentinels.stream().mapToInt(String::length).max().orElse(0);
    }

    /// @param text a cell as [WhiteSpace#clean] gives it
    public boolean contains(String text) {
        return text.isEmpty() || text.length() <= longest && sentinels.contains(fold(text));
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
