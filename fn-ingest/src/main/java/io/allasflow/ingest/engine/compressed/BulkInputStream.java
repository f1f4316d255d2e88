package io.allasflow.ingest.engine.compressed;

import java.io.IOException;
import java.io.InputStream;

/// A stream that is read many bytes at a time, and byte by byte only if it must be.
public abstract class BulkInputStream extends InputStream {
    @Override
    public final int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int length) throws IOException;
}
