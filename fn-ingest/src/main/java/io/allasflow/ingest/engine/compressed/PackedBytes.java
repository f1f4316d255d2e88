package io.allasflow.ingest.engine.compressed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The bytes of an archive, counted.
///
/// Its failures pass through the decoder above as [UncheckedIOException], so that none is taken for a fault of the
/// format: a broken connection passes, a damaged archive stays.
final class PackedBytes extends BulkInputStream {
    private final InputStream in;
    private long count;

    PackedBytes(InputStream in) {
        this.in = in;
    }

    /// Bytes read so far.
    long count() {
        return count;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        try {
            int read = in.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
