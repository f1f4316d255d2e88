package io.allasflow.clean.engine.cell;

/// The two halves in which Java holds a character beyond the first 65,536. Half a character cannot be written as UTF-8.
public final class Surrogates {
    private Surrogates() {}

    public static boolean areUnpaired(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /// @param text null is fine
    /// @throws IllegalArgumentException if it has half a character
    public static void refuseUnpaired(String name, String text) {
        if (text != null && areUnpaired(text)) {
            throw new IllegalArgumentException(name + " has half a character: a surrogate (\\ud800 to \\udfff) without "
                    + "its other half");
        }
    }
}
