package io.allasflow.ingest.engine.compressed;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// What comes out of an archive, as long as it stays believable.
final class UnpackedBytes extends BulkInputStream {
    /// Real tables shrink to a fifth or a twentieth, sparse ones and logs to a hundredth; deflate can do 1032.
    private static final int MAX_RATIO = 200;
    /// A small file of blanks may shrink more than any real one, and harms nobody.
    private static final long RATIO_COUNTS_FROM = 64L << 20;

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
        if (count > RATIO_COUNTS_FROM && count / MAX_RATIO > packed.count()) {
            throw refused(ErrorCode.ARCHIVE_BOMB, " that grows to more than " + MAX_RATIO
                    + " times its size, as no table does");
        }
    }

    private RefusedSourceException refused(ErrorCode code, String message) {
        return new RefusedSourceException(code, "is " + compression.description() + message);
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
