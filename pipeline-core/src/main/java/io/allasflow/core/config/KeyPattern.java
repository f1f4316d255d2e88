package io.allasflow.core.config;

import java.util.regex.Pattern;

/// A pattern of keys: `*` is any text without a slash, `**` any text, `**/` any folders or none, `?` one character that
/// is no slash. All else is itself.
public final class KeyPattern {
    private static final Pattern TOKENS = Pattern.compile("\\*\\*/|\\*\\*|\\*|\\?|[^*?]+");

    private final Pattern keys;

    public KeyPattern(String pattern) {
        var regex = TOKENS.matcher(pattern).results().map(token -> switch (token.group()) {
            case "**/" -> "(?:.*/)?";
            case "**" -> ".*";
            case "*" -> "[^/]*";
            case "?" -> "[^/]";
            default -> Pattern.quote(token.group());
        }).reduce("", String::concat);
        keys = Pattern.compile(regex, Pattern.DOTALL);
    }

    public boolean matches(String key) {
        return keys.matcher(key).matches();
    }
}
