package io.allasflow.clean.engine.scan;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The records of one chunk after another; serves one thread.
///
/// Memory: the characters of the largest chunk, and 4 bytes for each of its cells.
public final class Rows {
    private static final CsvReader.CsvReaderBuilder FORMAT = CsvReader.builder().skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false).detectBomHeader(false)
            .maxBufferSize(Integer.MAX_VALUE - 8);

    private char[] text = new char[1 << 12];
    /// Index after each cell's last character.
    private int[] cellEnds = new int[1 << 8];
    /// Index after each record's last cell.
    private int[] rowEnds = new int[1 << 6];
    private int length;
    private int cells;
    private int rows;
    private boolean mayHoldQuotes;

    /// Takes the records of the chunk instead of those it had.
    ///
    /// @throws UncleanableTableException if it is not canonical CSV
    public void read(Chunk chunk) throws IOException, UncleanableTableException {
        length = 0;
        cells = 0;
        rows = 0;
        mayHoldQuotes = chunk.hasQuotes();
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = new ByteArrayInputStream(chunk.bytes(), 0, chunk.length());
        try (var reader = FORMAT.build(new Collector(), new InputStreamReader(in, decoder))) {
            for (var each = reader.iterator(); each.hasNext();) {
                each.next();
            }
        } catch (UncheckedIOException | CsvParseException e) {
            // The bytes are in memory, so they are to blame, not the store.
            throw new UncleanableTableException(Reason.NOT_CANONICAL,
                    "The raw table is not canonical CSV in UTF-8: " + e.getMessage(), e);
        }
    }

    /// How many.
    public int count() {
        return rows;
    }

    /// @param row from 0
    public String[] cells(int row) {
        var first = firstCell(row);
        var strings = new String[rowEnds[row] - first];
        for (var i = 0; i < strings.length; i++) {
            strings[i] = new String(text, start(first + i), end(first + i) - start(first + i));
        }
        return strings;
    }

    /// The characters of all cells, one after the other.
    public char[] text() {
        return text;
    }

    /// Index of a record's first cell among all.
    public int firstCell(int row) {
        return row == 0 ? 0 : rowEnds[row - 1];
    }

    /// Index after a record's last cell.
    public int endCell(int row) {
        return rowEnds[row];
    }

    /// Index in [#text] of a cell's first character.
    public int start(int cell) {
        return cell == 0 ? 0 : cellEnds[cell - 1];
    }

    /// Index in [#text] after a cell's last character.
    public int end(int cell) {
        return cellEnds[cell];
    }

    private void add(char[] buffer, int offset, int count, boolean quoted) {
        if (mayHoldQuotes && !quoted) {
            requireNoQuote(buffer, offset, count);
        }
        if (length + count > text.length) {
            text = Arrays.copyOf(text, Math.max(Math.addExact(length, count), 2 * text.length));
        }
        System.arraycopy(buffer, offset, text, length, count);
        length += count;
        if (cells == cellEnds.length) {
            cellEnds = Arrays.copyOf(cellEnds, 2 * cells);
        }
        cellEnds[cells++] = length;
    }

    /// Chunks would be cut at the wrong places, since quotes are counted.
    private static void requireNoQuote(char[] buffer, int offset, int count) {
        for (var i = offset; i < offset + count; i++) {
            if (buffer[i] == '"') {
                throw new CsvParseException("a quote in an unquoted cell");
            }
        }
    }

    private void endRow() {
        if (rows == rowEnds.length) {
            rowEnds = Arrays.copyOf(rowEnds, 2 * rows);
        }
        rowEnds[rows++] = cells;
    }

    private final class Collector extends CsvCallbackHandler<Rows> {
        @Override
        protected RecordType getRecordType() {
            return RecordType.DATA;
        }

        @Override
        protected int getFieldCount() {
            return 1;
        }

        @Override
        protected void beginRecord(long startingLineNumber) {
            // Nothing is held back until the record ends.
        }

        @Override
        protected void addField(char[] buffer, int offset, int count, boolean quoted) {
            add(buffer, offset, count, quoted);
        }

        @Override
        protected void setComment(char[] buffer, int offset, int count) {
            throw new IllegalStateException("there are no comments in canonical CSV");
        }

        @Override
        protected void setEmpty() {
            add(text, 0, 0, true);
        }

        @Override
        protected Rows buildRecord() {
            endRow();
            return Rows.this;
        }
    }
}
