package io.allasflow.core.config;

import java.util.Collection;
import java.util.Locale;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/// The word that somebody probably meant who wrote another.
public final class NearestWord {
    /// More is no slip of the pen, and would cost time.
    private static final int LONGEST = 100;
    private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance();

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
                var distance = DISTANCE.apply(wrong.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
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
}
