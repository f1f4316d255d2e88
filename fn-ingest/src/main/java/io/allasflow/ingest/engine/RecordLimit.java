package io.allasflow.ingest.engine;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/// Refuses to read a record without end into memory: a file without line breaks, or a quote that is never closed.
final class RecordLimit extends FilterReader {
    /// Wider than any real table's records; with its copies, a record takes some ten times that in bytes.
    static final int MAX_CHARACTERS = 4 << 20;

    private long sinceRecord;

    RecordLimit(Reader in) {
        super(in);
    }

    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /// To be called after every record.
    void nextRecord() {
        sinceRecord = 0;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        count(c < 0 ? 0 : 1);
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
    }

    private void count(int read) throws TooLongException {
        sinceRecord += Math.max(0, read);
        if (sinceRecord > MAX_CHARACTERS) {
            throw new TooLongException();
        }
    }
}
