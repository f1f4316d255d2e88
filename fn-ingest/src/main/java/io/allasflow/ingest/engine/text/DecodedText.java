package io.allasflow.ingest.engine.text;

/// What is remembered of text that was decoded: where it ends, and whether it proves its encoding.
final class DecodedText {
    private long line = 1;
    private long nulCharacters;
    private boolean beyondAscii;
    private char last;

    void add(char[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            char c = text[i];
            beyondAscii |= c > 0x7f;
            nulCharacters += c == 0 ? 1 : 0;
            if (c == '\r' || c == '\n' && last != '\r') {
                line++;
            }
            last = c;
        }
    }

    /// The line that comes next, from 1.
    long line() {
        return line;
    }

    long nulCharacters() {
        return nulCharacters;
    }

    /// Whether a character took several bytes in UTF-8: practically never so by accident.
    boolean isBeyondAscii() {
        return beyondAscii;
    }
}
