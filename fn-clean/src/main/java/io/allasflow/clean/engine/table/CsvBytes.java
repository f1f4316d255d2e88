package io.allasflow.clean.engine.table;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Canonical CSV in memory: the same bytes as [io.allasflow.core.csv.CanonicalCsv#print] gives, which took a quarter of a
/// cleaning's time for locks and checks a cell. Memory: what is in it.
final class CsvBytes {
    /// A UTF-16 unit takes three bytes, or is half of a character of four.
    private static final int BYTES_A_UNIT = 3;
    /// Quotes and a separator.
    private static final int BYTES_A_CELL = 3;

    private byte[] bytes = new byte[1 << 10];
    private int length;
    private boolean isFirst = true;

    /// @throws CharConversionException for an unpaired surrogate
    CsvBytes cell(String text) throws CharConversionException {
        ensure((long) BYTES_A_UNIT * text.length() + BYTES_A_CELL);
        if (!isFirst) {
            bytes[length++] = ',';
        }
        if (needsQuotes(text)) {
            bytes[length++] = '"';
            append(text);
            bytes[length++] = '"';
        } else {
            append(text);
        }
        isFirst = false;
        return this;
    }

    CsvBytes cell(long number) throws CharConversionException {
        return cell(Long.toString(number));
    }

    void endRecord() {
        ensure(1);
        bytes[length++] = '\n';
        isFirst = true;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /// Appends all and holds nothing.
    void moveTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    /// As Commons CSV has it: also where a reader could take the start or the end for something else.
    private boolean needsQuotes(String text) {
        if (text.isEmpty()) {
            return isFirst;
        }
        var start = text.charAt(0);
        if (start <= '#' || text.charAt(text.length() - 1) <= ' ') {
            return true;
        }
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c <= ',' && (c == ',' || c == '"' || c == '\n' || c == '\r')) {
                return true;
            }
        }
        return false;
    }

    private void append(String text) throws CharConversionException {
        var at = length;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"') {
                bytes[at++] = '"';
                bytes[at++] = '"';
            } else if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xc0 | c >> 6);
                bytes[at++] = (byte) (0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                bytes[at++] = (byte) (0xe0 | c >> 12);
                bytes[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                bytes[at++] = (byte) (0x80 | c & 0x3f);
            } else {
                var character = text.codePointAt(i++);
                if (!Character.isSupplementaryCodePoint(character)) {
                    throw new CharConversionException("half a character: an unpaired surrogate");
                }
                bytes[at++] = (byte) (0xf0 | character >> 18);
                bytes[at++] = (byte) (0x80 | character >> 12 & 0x3f);
                bytes[at++] = (byte) (0x80 | character >> 6 & 0x3f);
                bytes[at++] = (byte) (0x80 | character & 0x3f);
            }
        }
        length = at;
    }

    private void ensure(long more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(length + more, 2L * bytes.length)));
        }
    }
}
