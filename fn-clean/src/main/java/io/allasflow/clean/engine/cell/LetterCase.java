package io.allasflow.clean.engine.cell;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// What becomes of the case of letters.
public enum LetterCase {
    @JsonProperty("keep")
    KEEP, @JsonProperty("lower")
    LOWER, @JsonProperty("upper")
    UPPER,
    /// The first letter of each word is upper case, all others are lower case.
    @JsonProperty("title")
    TITLE;

    /// @param text in [UnicodeForm]'s form, as the result is
    public String apply(String text) {
        return switch (this) {
            case KEEP -> text;
            case LOWER -> UnicodeForm.composed(text.toLowerCase(Locale.ROOT));
            case UPPER -> UnicodeForm.composed(text.toUpperCase(Locale.ROOT));
            case TITLE -> UnicodeForm.composed(title(text));
        };
    }

    /// A word starts after anything but a letter, a digit, a mark or an apostrophe: `Don't`, and so `O'brien`.
    private static String title(String text) {
        var title = new StringBuilder(text.length());
        var inWord = false;
        for (var i = 0; i < text.length();) {
            var c = text.codePointAt(i);
            title.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK
                    || inWord && (c == '\'' || c == '\u2019');
            i += Character.charCount(c);
        }
        return title.toString();
    }
}
