package io.allasflow.core.csv;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes canonical CSV cell by cell, straight from the text that a cell stands in. Its bytes are those of
/// [CanonicalCsv#print], which takes several times as long: most of the time of reading a large file went there.
///
/// An unpaired surrogate is an error, never a question mark. To be flushed at the end.
public final class CanonicalWriter implements Flushable {
    private static final int BUFFER_BYTES = 1 << 14;
    private static final int LONGEST_PLAIN = 1 << 10;
    private static final char FIRST_BEYOND_ASCII = 0x80;
    /// Commons CSV quotes a cell that starts with a character up to this one, or ends with one up to the space.
    private static final char LAST_ODD_START = '#';

    private final OutputStream out;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private boolean inRecord;

    public CanonicalWriter(OutputStream out) {
        this.out = out;
    }

    public void record(String... cells) throws IOException {
        record(List.of(cells));
    }

    public void record(List<String> cells) throws IOException {
        for (var cell : cells) {
            cell(cell);
        }
        endRecord();
    }

    /// @throws java.nio.charset.CharacterCodingException for an unpaired surrogate
    public void cell(String text) throws IOException {
        separate();
        if (!putPlain(text)) {
            putOther(text.toCharArray(), 0, text.length());
        }
        inRecord = true;
    }

    /// @throws java.nio.charset.CharacterCodingException for an unpaired surrogate
    public void cell(char[] text, int start, int end) throws IOException {
        separate();
        if (!putPlain(text, start, end)) {
            putOther(text, start, end);
        }
        inRecord = true;
    }

    public void endRecord() throws IOException {
        put((byte) '\n');
        inRecord = false;
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    private void separate() throws IOException {
        if (inRecord) {
            put((byte) ',');
        }
    }

    /// Puts short ASCII that needs no quotes, as most cells are, in one look at each character.
    ///
    /// @return false if it is something else: then nothing is put
    private boolean putPlain(String text) throws IOException {
        int length = text.length();
        if (!hasPlainEnds(length, length == 0 ? 0 : text.charAt(0), length == 0 ? 0 : text.charAt(length - 1))) {
            return false;
        }
        makeRoom(length);
        int at = filled;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (isOdd(c)) {
                return false;
            }
            buffer[at++] = (byte) c;
        }
        filled = at;
        return true;
    }

    /// The same of text in an array: going by a common view of both would cost what this saves.
    private boolean putPlain(char[] text, int start, int end) throws IOException {
        int length = end - start;
        if (!hasPlainEnds(length, length == 0 ? 0 : text[start], length == 0 ? 0 : text[end - 1])) {
            return false;
        }
        makeRoom(length);
        int at = filled;
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (isOdd(c)) {
                return false;
            }
            buffer[at++] = (byte) c;
        }
        filled = at;
        return true;
    }

    private boolean hasPlainEnds(int length, int first, int last) {
        return length == 0 ? inRecord : length <= LONGEST_PLAIN && first > LAST_ODD_START && last > ' ';
    }

    private static boolean isOdd(char c) {
        return c <= ',' && isSpecial(c) || c >= FIRST_BEYOND_ASCII;
    }

    private static boolean isSpecial(char c) {
        return c == ',' || c == '"' || c == '\n' || c == '\r';
    }

    private void putOther(char[] text, int start, int end) throws IOException {
        if (mustBeQuoted(text, start, end)) {
            encode(quoted(text, start, end));
        } else {
            encode(CharBuffer.wrap(text, start, end - start));
        }
    }

    private boolean mustBeQuoted(char[] text, int start, int end) {
        if (start == end) {
            return !inRecord;
        }
        if (text[start] <= LAST_ODD_START || text[end - 1] <= ' ') {
            return true;
        }
        for (int at = start; at < end; at++) {
            if (isSpecial(text[at])) {
                return true;
            }
        }
        return false;
    }

    private static CharBuffer quoted(char[] text, int start, int end) {
        CharBuffer quoted = CharBuffer.allocate(Math.addExact(2, Math.multiplyExact(2, end - start)));
        quoted.put('"');
        for (int at = start; at < end; at++) {
            if (text[at] == '"') {
                quoted.put('"');
            }
            quoted.put(text[at]);
        }
        return quoted.put('"').flip();
    }

    private void encode(CharBuffer text) throws IOException {
        encoder.reset();
        CoderResult result;
        do {
            makeRoom(LONGEST_PLAIN);
            ByteBuffer bytes = ByteBuffer.wrap(buffer, filled, buffer.length - filled);
            result = encoder.encode(text, bytes, true);
            filled = bytes.position();
            if (result.isError()) {
                result.throwException();
            }
        } while (result.isOverflow());
    }

    private void put(byte b) throws IOException {
        makeRoom(1);
        buffer[filled++] = b;
    }

    /// @param bytes at most [#LONGEST_PLAIN]
    private void makeRoom(int bytes) throws IOException {
        if (buffer.length - filled < bytes) {
            drain();
        }
    }

    private void drain() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }
}
