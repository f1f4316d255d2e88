package io.allasflow.clean.engine.table;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Canonical CSV in memory: the same bytes as [io.allasflow.core.csv.CanonicalCsv#print] gives, which took a quarter of a
/// cleaning's time for locks and checks a cell. Memory: what is in it.
final class CsvBytes {
    private static final int NEEDS_QUOTES = 1;
    /// Also what an encoder makes of half a character.
    private static final int QUESTION_MARK = 2;
    private static final byte[] TRAITS = new byte[1 << Byte.SIZE];
    private static final int LONGEST_NUMBER = 10;

    private byte[] bytes = new byte[1 << 10];
    private int length;
    private boolean isFirst = true;

    static {
        for (var c : new char[]{',', '"', '\n', '\r'}) {
            TRAITS[c] = NEEDS_QUOTES;
        }
        TRAITS['?'] = QUESTION_MARK;
    }

    /// @throws CharConversionException for an unpaired surrogate
    CsvBytes cell(String text) throws CharConversionException {
        var cell = text.getBytes(StandardCharsets.UTF_8);
        var traits = 0;
        for (var b : cell) {
            traits |= TRAITS[b & 0xff];
        }
        if (cell.length != text.length() || (traits & QUESTION_MARK) != 0) {
            requireWholeCharacters(text);
        }
        ensure(2L * cell.length + 3);
        separate();
        if ((traits & NEEDS_QUOTES) != 0 || needsQuotes(cell)) {
            appendQuoted(cell);
        } else {
            System.arraycopy(cell, 0, bytes, length, cell.length);
            length += cell.length;
        }
        isFirst = false;
        return this;
    }

    /// @param number 0 or more
    CsvBytes cell(int number) {
        ensure(LONGEST_NUMBER + 1L);
        separate();
        var digits = 1;
        for (var rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        length += digits;
        var at = length;
        for (var rest = number; digits > 0; digits--, rest /= 10) {
            bytes[--at] = (byte) ('0' + rest % 10);
        }
        isFirst = false;
        return this;
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
        clear();
    }

    void clear() {
        length = 0;
        isFirst = true;
    }

    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void separate() {
        if (!isFirst) {
            bytes[length++] = ',';
        }
    }

    /// As Commons CSV has it: where a reader could take the start or the end for something else.
    private boolean needsQuotes(byte[] cell) {
        return cell.length == 0 ? isFirst : isUpTo('#', cell[0]) || isUpTo(' ', cell[cell.length - 1]);
    }

    private static boolean isUpTo(char last, byte b) {
        return b >= 0 && b <= last;
    }

    private void appendQuoted(byte[] cell) {
        bytes[length++] = '"';
        for (var b : cell) {
            if (b == '"') {
                bytes[length++] = '"';
            }
            bytes[length++] = b;
        }
        bytes[length++] = '"';
    }

    private static void requireWholeCharacters(String text) throws CharConversionException {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                throw new CharConversionException("half a character: an unpaired surrogate");
            }
        }
    }

    private void ensure(long more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(length + more, 2L * bytes.length)));
        }
    }
}
