package io.allasflow.clean.engine.cell;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which cells mean "no value".
public final class MissingValues {
    /// What statistical offices write for a figure that cannot be: a text may be no more than a point.
    public static final String POINT = ".";

    private final Set<String> sentinels;
    private final int longest;
    /// ASCII characters that a sentinel starts with: most cells are told by them at once.
    private final boolean[] starts = new boolean[128];

    /// @param sentinels of the table
    /// @param more those of the column
    public MissingValues(Collection<String> sentinels, Collection<String> more) {
        this.sentinels = Stream.concat(sentinels.stream(), more.stream()).map(MissingValues::fold)
                .filter(sentinel -> !sentinel.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        this.longest = this.sentinels.stream().mapToInt(String::length).max().orElse(0);
        for (var sentinel : this.sentinels) {
            for (var first : new char[]{sentinel.charAt(0), Character.toUpperCase(sentinel.charAt(0))}) {
                starts[Math.min(first, 127)] = true;
            }
        }
    }

    /// These, and one more.
    public MissingValues and(String sentinel) {
        return new MissingValues(sentinels, Set.of(sentinel));
    }

    /// @param text a cell as [WhiteSpace#clean] gives it
    public boolean contains(String text) {
        return text.isEmpty() || text.length() <= longest && mayStart(text.charAt(0)) && sentinels.contains(fold(text));
    }

    /// Whether a sentinel has but letters, so that it may be a name or a code: `NA`, `None`.
    ///
    /// @param text one that is there
    public static boolean isWord(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (!Character.isLetter(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private boolean mayStart(char first) {
        return first >= starts.length || starts[first];
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
