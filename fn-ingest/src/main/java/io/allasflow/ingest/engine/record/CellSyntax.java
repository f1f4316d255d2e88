package io.allasflow.ingest.engine.record;

/// How the cells of a line are told apart, quoted and escaped.
///
/// @param delimiter one or more characters, or [#SPACES]
/// @param quote a character, or [#NONE]
/// @param escape a character that makes the delimiter, quote, line break or escape after it text; or [#NONE]
public record CellSyntax(String delimiter, int quote, int escape) {
    public static final int NONE = -1;
    public static final int USUAL_QUOTE = '"';
    public static final int BACKSLASH = '\\';
    /// Any number of spaces and tabs between two cells, and none of them before the first or after the last.
    public static final String SPACES = "spaces";

    /// Without an escape.
    public CellSyntax(String delimiter, int quote) {
        this(delimiter, quote, NONE);
    }

    private boolean isSpaces() {
        return delimiter.equals(SPACES);
    }

    /// The length of the delimiter there, or 0.
    int delimiterAt(char[] text, int at, int end) {
        if (isSpaces()) {
            int next = at;
            while (next < end && (text[next] == ' ' || text[next] == '\t')) {
                next++;
            }
            return next - at;
        }
        int length = delimiter.length();
        if (at + length > end) {
            return 0;
        }
        for (int i = 0; i < length; i++) {
            if (text[at + i] != delimiter.charAt(i)) {
                return 0;
            }
        }
        return length;
    }

    /// Where the first cell of a record starts.
    int firstCell(char[] text, int at, int end) {
        return isSpaces() ? at + delimiterAt(text, at, end) : at;
    }

    /// Where the cell starts that comes after the one that ends there; -1 if that was the last.
    int nextCell(char[] text, int at, int end) {
        if (at == end) {
            return -1;
        }
        int next = at + delimiterAt(text, at, end);
        return next == end && isSpaces() ? -1 : next;
    }

    /// Where the cell goes on after the quote that closes it: at a delimiter or the end, after spaces at most; else -1.
    int afterClosing(char[] text, int at, int end) {
        for (int i = at; i < end; i++) {
            if (delimiterAt(text, i, end) > 0) {
                return i;
            }
            if (!Character.isWhitespace(text[i])) {
                return -1;
            }
        }
        return end;
    }

    /// Whether an escape stands there that makes the character after it text: a part of the delimiter, a quote, a line
    /// break or an escape. Before others it is text itself, as in `C:\new` and `\N`.
    boolean isEscape(char[] text, int at, int end) {
        if (text[at] != escape || at + 1 == end) {
            return false;
        }
        char next = text[at + 1];
        return next == escape || next == quote || Lines.isBreak(next)
                || (isSpaces() ? next == ' ' || next == '\t' : delimiter.indexOf(next) >= 0);
    }

    /// What a cell says, without what quotes and escapes it.
    ///
    /// @param quoted whether two quotes are one
    /// @param decoded has room for the cell as it stands there
    /// @return how many characters it says
    int decode(char[] text, int start, int end, boolean quoted, char[] decoded) {
        int length = 0;
        int at = start;
        while (at < end) {
            if (isEscape(text, at, end)) {
                decoded[length++] = text[at + 1];
                at += 2;
            } else {
                decoded[length++] = text[at];
                at += quoted && text[at] == quote && at + 1 < end && text[at + 1] == quote ? 2 : 1;
            }
        }
        return length;
    }
}
