package io.allasflow.clean.engine.cell;

/// White space in a cell: Unicode's, the no-break spaces among it. What no reader sees is removed along with it:
/// control characters, the zero-width space, the word joiner, the byte order mark, the soft hyphen, and the marks that
/// turn the direction of the text around them. The zero-width joiner and non-joiner stay: Persian words and many
/// emoji are written with them.
public final class WhiteSpace {
    private WhiteSpace() {}

    /// Trimmed, inner runs of white space made one space, invisible characters removed. The same object when clean
    /// already.
    public static String clean(String cell) {
        return isClean(cell) ? cell : rewrite(cell);
    }

    private static boolean isClean(String cell) {
        var length = cell.length();
        var afterSpace = true;
        for (var i = 0; i < length; i++) {
            var c = cell.charAt(i);
            if (c == ' ') {
                if (afterSpace) {
                    return false;
                }
                afterSpace = true;
            } else if (isBlank(c)) {
                return false;
            } else {
                afterSpace = false;
            }
        }
        return length == 0 || !afterSpace;
    }

    private static String rewrite(String cell) {
        var text = new StringBuilder(cell.length());
        var spaceDue = false;
        for (var i = 0; i < cell.length(); i++) {
            var c = cell.charAt(i);
            if (isSpace(c)) {
                spaceDue = !text.isEmpty();
            } else if (!isInvisible(c)) {
                if (spaceDue) {
                    text.append(' ');
                    spaceDue = false;
                }
                text.append(c);
            }
        }
        return text.toString();
    }

    /// Whether [#clean] would not keep it at either end of a cell.
    public static boolean isBlank(char c) {
        return (c <= ' ' || c >= '\u007f') && (isSpace(c) || isInvisible(c));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r' || c == '\u0085' || c >= '\u00a0' && Character.isSpaceChar(c);
    }

    private static boolean isInvisible(char c) {
        return Character.isISOControl(c) || c == '\u00ad' || c == '\u061c' || c == '\u180e' || c == '\u200b'
                || c == '\u200e' || c == '\u200f' || c >= '\u202a' && c <= '\u202e' || c >= '\u2060' && c <= '\u2069'
                || c == '\ufeff';
    }
}
