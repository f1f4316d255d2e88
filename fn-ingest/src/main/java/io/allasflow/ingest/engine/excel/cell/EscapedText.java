package io.allasflow.ingest.engine.excel.cell;

import java.util.HexFormat;

/// Text with `_x000D_` for characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
public final class EscapedText {
    private static final int LENGTH = 7;

    private EscapedText() {}

    /// Half a surrogate pair stays escaped: UTF-8 cannot hold it.
    public static String decoded(String text) {
        int at = text.indexOf("_x");
        if (at < 0) {
            return text;
        }
        var decoded = new StringBuilder(text.length());
        int done = 0;
        while (at >= 0) {
            int character = escaped(text, at);
            if (character >= 0) {
                decoded.append(text, done, at).append((char) character);
                done = at + LENGTH;
            }
            at = text.indexOf("_x", character >= 0 ? done : at + 1);
        }
        return decoded.append(text, done, text.length()).toString();
    }

    /// Escapes halves of surrogate pairs.
    public static String encodable(String text) {
        if (text.codePoints().noneMatch(EscapedText::isHalf)) {
            return text;
        }
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isHalf(c)) {
                escaped.append("_x").append(HexFormat.of().withUpperCase().toHexDigits((char) c)).append('_');
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static int escaped(String text, int at) {
        if (at + LENGTH > text.length() || text.charAt(at + LENGTH - 1) != '_') {
            return -1;
        }
        int character = 0;
        for (int i = at + 2; i < at + LENGTH - 1; i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            character = character * 16 + digit;
        }
        return isHalf(character) ? -1 : character;
    }
}
