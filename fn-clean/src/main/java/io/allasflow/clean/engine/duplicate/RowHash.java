package io.allasflow.clean.engine.duplicate;

import io.allasflow.clean.engine.cell.WhiteSpace;
import io.allasflow.clean.engine.scan.Rows;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// What tells rows apart: 128 bits of the SHA-256 of their trimmed cells. Two different rows among 100 million share
/// them by chance once in 10^22 such tables, and nobody knows how to make two that do. Serves one thread.
public final class RowHash {
    private static final byte CELL_END = -1;
    /// The most that a character and the end of its cell take.
    private static final int BYTES_A_CHARACTER = 3;

    private final MessageDigest digest;
    private final byte[] hash = new byte[32];
    private final ByteBuffer words = ByteBuffer.wrap(hash);
    private byte[] bytes = new byte[1 << 10];

    public RowHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// @param row one of the rows, from 0
    public void of(Rows rows, int row) {
        var length = 0;
        for (var cell = rows.firstCell(row); cell < rows.endCell(row); cell++) {
            length = append(rows.text(), rows.start(cell), rows.end(cell), length);
        }
        digest(length);
    }

    /// @param columns of which the hash is: another than any of whole rows
    void of(Rows rows, int row, int[] columns) {
        bytes[0] = CELL_END;
        bytes[1] = CELL_END - 1;
        var length = 2;
        for (var column : columns) {
            var cell = rows.firstCell(row) + column;
            length = append(rows.text(), rows.start(cell), rows.end(cell), length);
        }
        digest(length);
    }

    private void digest(int length) {
        try {
            digest.update(bytes, 0, length);
            digest.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
    }

    public long high() {
        return words.getLong(0);
    }

    public long low() {
        return words.getLong(8);
    }

    /// Each UTF-16 unit as UTF-8 would have it, so that no two rows give the same bytes.
    private int append(char[] text, int from, int to, int length) {
        var start = from;
        while (start < to && WhiteSpace.isBlank(text[start])) {
            start++;
        }
        var end = to;
        while (end > start && WhiteSpace.isBlank(text[end - 1])) {
            end--;
        }
        var most = Math.addExact(length, Math.multiplyExact(BYTES_A_CHARACTER, end - start) + 1);
        if (most > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(most, 2 * bytes.length));
        }
        var at = length;
        for (var i = start; i < end; i++) {
            var c = text[i];
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else {
                bytes[at++] = (byte) (0xe0 | c >> 12);
                bytes[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                bytes[at++] = (byte) (0x80 | c & 0x3f);
            }
        }
        bytes[at++] = CELL_END;
        return at;
    }
}
