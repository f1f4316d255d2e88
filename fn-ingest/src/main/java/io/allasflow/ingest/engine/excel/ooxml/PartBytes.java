package io.allasflow.ingest.engine.excel.ooxml;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.Growth;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.compressed.BulkInputStream;
import io.allasflow.ingest.engine.excel.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/// What comes out of one entry of a package, as long as it stays believable. Its end is only reached if the checksum is
/// right.
final class PartBytes extends BulkInputStream {
    /// A name, a value, a comment: whatever a parser holds at once.
    private static final long MOST_AT_ONCE = 4 << 20;

    private final InputStream plain;
    private final long packedSize;
    private final long size;
    private final long expectedChecksum;
    private final long maxBytes;
    private final CRC32 checksum = new CRC32();
    private long count;
    private long mark;

    /// @param size as the package says; more or fewer bytes are damage
    PartBytes(InputStream plain, long packedSize, long size, long checksum, long maxBytes) {
        this.plain = plain;
        this.packedSize = packedSize;
        this.size = size;
        this.expectedChecksum = checksum;
        this.maxBytes = maxBytes;
    }

    /// All that was read so far is dealt with.
    void forget() {
        mark = count;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = plain.read(buffer, offset, length);
        if (read < 0) {
            if (count != size || checksum.getValue() != expectedChecksum) {
                throw Faults.damaged("a checksum is wrong");
            }
            return read;
        }
        checksum.update(buffer, offset, read);
        count += read;
        check();
        return read;
    }

    private void check() throws RefusedSourceException {
        if (count - mark > MOST_AT_ONCE) {
            throw Faults.tooComplex("with a name or value of more than " + (MOST_AT_ONCE >> 20) + " MiB");
        }
        if (count > maxBytes) {
            throw new RefusedSourceException(ErrorCode.TOO_LARGE, "is an Excel workbook that holds more than the "
                    + maxBytes + " bytes allowed, once it is opened");
        }
        Growth.check("is an Excel workbook", count, packedSize);
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
