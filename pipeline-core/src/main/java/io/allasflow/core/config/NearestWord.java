package io.allasflow.core.config;

import java.util.Collection;
import java.util.Locale;

/// The word that somebody probably meant who wrote another.
public final class NearestWord {
    /// More is no slip of the pen, and would cost time.
    private static final int LONGEST = 100;

    private NearestWord() {}

    /// At most a third of the letters are to be put in, left out, changed or swapped with their neighbour; case does not
    /// matter.
    ///
    /// @param words that are right; of several as near the first
    /// @return null if none is near
    public static String of(String wrong, Collection<String> words) {
        String nearest = null;
        var least = Math.max(1, wrong.length() / 3) + 1;
        for (var word : words) {
            if (Math.abs(word.length() - wrong.length()) < least
                    && Math.max(word.length(), wrong.length()) <= LONGEST) {
                var distance = distance(wrong.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
                if (distance < Math.min(least, word.length())) {
                    least = distance;
                    nearest = word;
                }
            }
        }
        return nearest;
    }

    /// As the end of a sentence's first part.
    ///
    /// @return empty if no word is near
    public static String hint(String wrong, Collection<String> words) {
        var nearest = of(wrong, words);
        return nearest == null ? "" : "; did you mean " + nearest + "?";
    }

    /// Optimal string alignment: rows of the table are kept for the swaps alone.
    private static int distance(String one, String other) {
        var before = new int[other.length() + 1];
        var last = new int[other.length() + 1];
        for (var j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            var row = new int[other.length() + 1];
            row[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var isSame = one.charAt(i - 1) == other.charAt(j - 1);
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (isSame ? 0 : 1));
                if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[other.length()];
    }
}
