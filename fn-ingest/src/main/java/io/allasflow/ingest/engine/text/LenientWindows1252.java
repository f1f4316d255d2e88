package io.allasflow.ingest.engine.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/// Windows-1252 as browsers read it: the five bytes that it leaves undefined are control characters. So it decodes
/// anything, and one such byte takes no `€` or `…` from the rest of the file, as ISO 8859-1 would.
final class LenientWindows1252 extends Charset {
    static final Charset STRICT = Charset.forName("windows-1252");
    private static final char[] CHARACTERS = new char[256];

    static {
        for (int i = 0; i < CHARACTERS.length; i++) {
            char c = new String(new byte[]{(byte) i}, STRICT).charAt(0);
            CHARACTERS[i] = c == '\ufffd' ? (char) i : c;
        }
    }

    LenientWindows1252() {
        super(STRICT.name(), null);
    }

    @Override
    public boolean contains(Charset other) {
        return STRICT.contains(other);
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new CharsetDecoder(this, 1, 1) {
            @Override
            protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    out.put(CHARACTERS[in.get() & 0xff]);
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }

    @Override
    public CharsetEncoder newEncoder() {
        throw new UnsupportedOperationException("only to be read");
    }
}
