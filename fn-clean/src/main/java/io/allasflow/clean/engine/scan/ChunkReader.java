package io.allasflow.clean.engine.scan;

import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Cuts canonical CSV into chunks of whole records, the header being one of its own. A record ends at a line feed before
/// which there is an even number of quotes, as a quote within a quoted cell is doubled.
///
/// Memory: what is left over, less than a chunk; or the largest record, of at most [#MOST_RECORD_BYTES].
final class ChunkReader implements Closeable {
    /// Several times what fn-ingest writes of a record. Beyond it a quote is taken to be open, and the table is refused
    /// before it fills the memory. Fixed, since which table is cleaned must not depend on the machine.
    static final int MOST_RECORD_BYTES = 1 << 26;

    private final InputStream in;
    private final int chunkBytes;
    private final int mostRecordBytes;
    private byte[] rest = new byte[0];
    private boolean ended;
    private int number;
    /// Of the first byte that is not handed out yet.
    private long position;

    ChunkReader(InputStream in, int chunkBytes) {
        this(in, chunkBytes, MOST_RECORD_BYTES);
    }

    ChunkReader(InputStream in, int chunkBytes, int mostRecordBytes) {
        this.in = in;
        this.chunkBytes = chunkBytes;
        this.mostRecordBytes = mostRecordBytes;
    }

    /// @return the first record; empty if there is none. To be called first.
    ///
    /// @throws UncleanableTableException if it is longer than a record may be
    Chunk header() throws IOException, UncleanableTableException {
        for (var filled = 0;;) {
            var quotes = 0;
            for (var i = 0; i < rest.length; i++) {
                if (rest[i] == '"') {
                    quotes++;
                } else if (rest[i] == '\n' && quotes % 2 == 0) {
                    return cut(rest, rest.length, i + 1, -1, quotes > 0);
                }
            }
            if (ended) {
                return cut(rest, rest.length, rest.length, -1, quotes > 0);
            }
            requireRoom(filled);
            var bytes = Arrays.copyOf(rest, filled + Math.max(filled, Math.min(chunkBytes, 1 << 16)));
            filled = fill(bytes, filled, bytes.length);
            rest = filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled);
        }
    }

    /// Where chunks end depends on nothing but the table and their size.
    ///
    /// @param used that the chunk may be in; too small a one is replaced
    /// @return null at the end
    /// @throws UncleanableTableException if a record is longer than one may be
    Chunk next(byte[] used) throws IOException, UncleanableTableException {
        var limit = Math.max(chunkBytes, rest.length);
        var bytes = used.length < limit ? new byte[limit] : used;
        System.arraycopy(rest, 0, bytes, 0, rest.length);
        var filled = rest.length;
        var quotes = quotes(bytes, 0, filled);
        while (true) {
            var counted = filled;
            filled = fill(bytes, filled, limit);
            quotes += quotes(bytes, counted, filled);
            var end = ended ? filled : lastRecordEnd(bytes, filled, quotes);
            if (end > 0) {
                return cut(bytes, filled, end, number++, quotes > 0);
            }
            if (ended) {
                return null;
            }
            requireRoom(limit);
            limit *= 2;
            bytes = Arrays.copyOf(bytes, Math.max(limit, bytes.length));
        }
    }

    /// Whether all has been handed out.
    boolean isAtEnd() {
        return ended && rest.length == 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Chunk cut(byte[] bytes, int filled, int end, int number, boolean hasQuotes) {
        rest = Arrays.copyOfRange(bytes, end, filled);
        position += end;
        return new Chunk(number, bytes, end, hasQuotes);
    }

    /// @param bytes of a record that has not ended yet
    private void requireRoom(int bytes) throws UncleanableTableException {
        if (bytes >= mostRecordBytes) {
            throw new UncleanableTableException(Reason.NOT_CANONICAL,
                    "The raw table is not canonical CSV: the record that begins at byte " + position
                            + " does not end within " + mostRecordBytes + " bytes. Is a quote open there?");
        }
    }

    private int fill(byte[] bytes, int filled, int limit) throws IOException {
        var count = in.readNBytes(bytes, filled, limit - filled);
        ended |= count < limit - filled;
        return filled + count;
    }

    private static long quotes(byte[] bytes, int start, int end) {
        var quotes = 0L;
        for (var i = start; i < end; i++) {
            quotes += bytes[i] == '"' ? 1 : 0;
        }
        return quotes;
    }

    /// @param quotes before `filled`
    private static int lastRecordEnd(byte[] bytes, int filled, long quotes) {
        var inQuotes = quotes % 2 != 0;
        for (var i = filled; i > 0; i--) {
            if (bytes[i - 1] == '"') {
                inQuotes = !inQuotes;
            } else if (bytes[i - 1] == '\n' && !inQuotes) {
                return i;
            }
        }
        return 0;
    }
}
