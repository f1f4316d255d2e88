package io.allasflow.core.text;

/// The beginning of a text that may be long. JSON cannot be written of half a surrogate pair, so none is left.
public final class Excerpt {
    private Excerpt() {}

    /// @param longest in UTF-16 characters, at least 1
    /// @return the text if it is no longer, else at most so much of it and `…`
    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean halves = Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, halves ? longest - 1 : longest) + "…";
    }
}
