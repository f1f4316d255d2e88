package io.allasflow.ingest.engine.compressed;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.Growth;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// What comes out of an archive, as long as it stays believable.
final class UnpackedBytes extends BulkInputStream {
    private final Compression compression;
    private final PackedBytes packed;
    private final InputStream plain;
    private final long maxBytes;
    private long count;

    UnpackedBytes(Compression compression, PackedBytes packed, InputStream plain, long maxBytes) {
        this.compression = compression;
        this.packed = packed;
        this.plain = plain;
        this.maxBytes = maxBytes;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = plain.read(buffer, offset, length);
            count += Math.max(0, read);
            checkSize();
            return read;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RefusedSourceException e) {
            throw e;
        } catch (EOFException e) {
            throw refused(ErrorCode.DAMAGED_ARCHIVE, " that is cut short after " + packed.count() + " bytes");
        } catch (IOException e) {
            throw refused(ErrorCode.DAMAGED_ARCHIVE, " that is damaged before byte " + packed.count());
        }
    }

    private void checkSize() throws RefusedSourceException {
        if (count > maxBytes) {
            throw refused(ErrorCode.TOO_LARGE,
                    " that holds more than the " + maxBytes + " bytes allowed, once it is opened");
        }
        Growth.check("is " + compression.description(), count, packed.count());
    }

    private RefusedSourceException refused(ErrorCode code, String message) {
        return new RefusedSourceException(code, "is " + compression.description() + message);
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
