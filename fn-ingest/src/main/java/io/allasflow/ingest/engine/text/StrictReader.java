package io.allasflow.ingest.engine.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/// Decodes strictly, and knows what it decoded before the first byte that it cannot. `InputStreamReader` throws away what
/// stands before that byte, so that nothing could be told of it.
///
/// To be read through a buffer: a read must have room for the two halves of a character.
final class StrictReader extends Reader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final DecodedText decoded = new DecodedText();
    private boolean ended;

    StrictReader(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = strict(charset);
    }

    static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /// What was read so far: after a failure, all that stands before it.
    DecodedText decoded() {
        return decoded;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        var text = CharBuffer.wrap(buffer, offset, length);
        while (true) {
            var result = decoder.decode(bytes, text, ended);
            int read = text.position() - offset;
            if (read > 0) {
                decoded.add(buffer, offset, read);
                return read;
            }
            if (result.isError()) {
                result.throwException();
            }
            if (result.isOverflow()) {
                throw new IllegalArgumentException("no room for a character");
            }
            if (ended) {
                return -1;
            }
            fill();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
