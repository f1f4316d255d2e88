package io.allasflow.ingest.engine.text;

import io.allasflow.ingest.engine.compressed.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;

/// Whether what is made of some bytes is the same bytes. Keeps what was read and not yet made: about a record.
public final class SameBytes {
    private final InputStream source;
    private final ArrayDeque<byte[]> ahead = new ArrayDeque<>();
    /// In the first of them.
    private int position;

    public SameBytes(InputStream source) {
        this.source = source;
    }

    /// They are not.
    public static final class DifferentException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /// The source, to be read.
    public InputStream in() {
        return new BulkInputStream() {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = source.read(buffer, offset, length);
                if (count > 0) {
                    ahead.add(Arrays.copyOfRange(buffer, offset, offset + count));
                }
                return count;
            }
        };
    }

    /// Takes what is made of it.
    ///
    /// Writing throws [DifferentException] at the first byte that differs.
    public OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                write(new byte[]{(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] made, int offset, int length) throws IOException {
                int at = offset;
                while (at < offset + length) {
                    at += compare(made, at, offset + length);
                }
            }
        };
    }

    private int compare(byte[] made, int from, int to) throws DifferentException {
        var read = ahead.peek();
        if (read == null) {
            throw new DifferentException();
        }
        int count = Math.min(to - from, read.length - position);
        if (!Arrays.equals(made, from, from + count, read, position, position + count)) {
            throw new DifferentException();
        }
        position += count;
        if (position == read.length) {
            ahead.remove();
            position = 0;
        }
        return count;
    }

    /// All that was read was made, too.
    public void requireEnd() throws IOException {
        if (!ahead.isEmpty() || source.read() >= 0) {
            throw new DifferentException();
        }
    }
}
