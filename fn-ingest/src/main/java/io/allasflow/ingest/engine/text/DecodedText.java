package io.allasflow.ingest.engine.text;

/// What is remembered of text that was decoded: what proves its encoding, and what is odd in it.
final class DecodedText {
    private long nulCharacters;
    /// All characters, one over the other.
    private int bits;

    /// Without a branch: each character of each file passes here.
    void add(char[] text, int offset, int length) {
        int nuls = 0;
        for (int i = offset; i < offset + length; i++) {
            bits |= text[i];
            // 1 for NUL alone.
            nuls += text[i] - 1 >>> 31;
        }
        nulCharacters += nuls;
    }

    long nulCharacters() {
        return nulCharacters;
    }

    /// Whether a character took several bytes in UTF-8: practically never so by accident.
    boolean isBeyondAscii() {
        return bits > 0x7f;
    }
}
