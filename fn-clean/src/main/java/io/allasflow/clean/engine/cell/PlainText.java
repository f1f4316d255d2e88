package io.allasflow.clean.engine.cell;

/// Text of printable ASCII without stray spaces, as most cells are: [WhiteSpace] and [UnicodeForm] would leave it as it is.
public final class PlainText {
    private PlainText() {}

    /// One look at each character instead of one for each step.
    public static boolean is(String text) {
        var before = ' ';
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ' || c > '~' || c == ' ' && before == ' ') {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }
}
