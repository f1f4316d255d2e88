package io.allasflow.core.csv;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes canonical CSV cell by cell, straight from the text that a cell stands in. Its bytes are those of
/// [CanonicalCsv#print], which takes several times as long: most of the time of reading a large file went there.
///
/// An unpaired surrogate is an error, never a question mark. To be flushed at the end.
public final class CanonicalWriter implements Flushable {
    private static final int BUFFER_CHARACTERS = 1 << 13;
    /// Commons CSV quotes a cell that starts with a character up to this one, or ends with one up to the space.
    private static final char LAST_ODD_START = '#';

    private final Writer out;
    private final char[] buffer = new char[BUFFER_CHARACTERS];
    /// The last text that was no array.
    private char[] scratch = new char[1 << 8];
    private int filled;
    private boolean inRecord;

    public CanonicalWriter(OutputStream out) {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT));
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

    public void cell(String text) throws IOException {
        int length = text.length();
        if (length > scratch.length) {
            scratch = new char[Math.max(length, 2 * scratch.length)];
        }
        text.getChars(0, length, scratch, 0);
        cell(scratch, 0, length);
    }

    public void cell(char[] text, int start, int end) throws IOException {
        if (inRecord) {
            put(',');
        }
        if (mustBeQuoted(text, start, end)) {
            putQuoted(text, start, end);
        } else {
            put(text, start, end);
        }
        inRecord = true;
    }

    public void endRecord() throws IOException {
        put('\n');
        inRecord = false;
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    private boolean mustBeQuoted(char[] text, int start, int end) {
        if (start == end) {
            return !inRecord;
        }
        if (text[start] <= LAST_ODD_START || text[end - 1] <= ' ') {
            return true;
        }
        for (int at = start; at < end; at++) {
            char c = text[at];
            // Hardly any character passes the first test.
            if (c <= ',' && (c == ',' || c == '"' || c == '\n' || c == '\r')) {
                return true;
            }
        }
        return false;
    }

    private void putQuoted(char[] text, int start, int end) throws IOException {
        put('"');
        for (int at = start; at < end; at++) {
            if (text[at] == '"') {
                put('"');
            }
            put(text[at]);
        }
        put('"');
    }

    private void put(char[] text, int start, int end) throws IOException {
        int from = start;
        while (from < end) {
            if (filled == buffer.length) {
                drain();
            }
            int count = Math.min(end - from, buffer.length - filled);
            System.arraycopy(text, from, buffer, filled, count);
            filled += count;
            from += count;
        }
    }

    private void put(char c) throws IOException {
        if (filled == buffer.length) {
            drain();
        }
        buffer[filled++] = c;
    }

    private void drain() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }
}
