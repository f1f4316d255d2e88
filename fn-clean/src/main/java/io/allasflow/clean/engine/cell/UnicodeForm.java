package io.allasflow.clean.engine.cell;

import java.text.Normalizer;

/// Unicode's normalization form C: `é` is one character, not `e` and an accent, so that equal texts are equal.
public final class UnicodeForm {
    /// Characters below are in form C whatever is around them.
    private static final char FIRST_COMBINING = '\u0300';

    private UnicodeForm() {}

    /// The same object when in form C already.
    public static String composed(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_COMBINING) {
                return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                        ? text
                        : Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }
}
