package io.allasflow.core.error;

import java.util.regex.Pattern;

/// Text for a log: keys and cells may hold line breaks, and a line break must not start a line of its own.
public final class Printable {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");

    private Printable() {}

    /// With a question mark for every control character; null stays null.
    public static String of(String text) {
        return text == null ? null : CONTROL.matcher(text).replaceAll("?");
    }
}
