package io.allasflow.ingest.engine.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.allasflow.core.csv.CanonicalCsv;
import io.allasflow.ingest.engine.UnreadableTableException;
import io.allasflow.ingest.engine.dialect.Dialect;
import io.allasflow.ingest.engine.dialect.DialectDetector;
import io.allasflow.ingest.engine.dialect.HeaderRule;
import io.allasflow.ingest.engine.record.Lines;
import io.allasflow.ingest.engine.record.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.stream.IntStream;

/// Delimited text, once its encoding and dialect are decided.
public record TextTable(TextEncoding encoding, Dialect dialect) {
    /// Decides the dialect from the start of the text.
    ///
    /// @param size of the whole, in bytes
    public static TextTable detect(byte[] sample, long size, TextEncoding encoding, HeaderRule header)
            throws UnreadableTableException {
        var format = BinaryFormat.of(sample);
        if (format.isPresent()) {
            throw UnreadableTableException.recognised(format.get().description());
        }
        var text = encoding.decode(sample);
        if (BinaryFormat.isLikely(text)) {
            throw UnreadableTableException.binary();
        }
        return new TextTable(encoding,
                DialectDetector.detect(text, size <= sample.length, encoding.charset().name(), header));
    }

    /// What was written.
    ///
    /// @param rows of data
    public record Copied(long rows, Facts facts) {}

    /// How the text is written.
    ///
    /// @param damagedRows lines whose quotes make no sense, each read by itself; told if there are any
    /// @param damagedLines the numbers of the first ten of them, from 1
    public record Facts(@JsonUnwrapped Dialect dialect, @JsonInclude(Include.NON_DEFAULT) long damagedRows,
            @JsonInclude(Include.NON_EMPTY) List<Long> damagedLines) {}

    /// Writes canonical CSV, cell by cell unchanged. Streams: holds one record.
    ///
    /// @throws CharacterCodingException if the text turns out to be in another encoding
    public Copied copy(InputStream in, OutputStream out) throws IOException, UnreadableTableException {
        in.skipNBytes(encoding.markLength());
        // Not closed: the stream is the caller's.
        var text = new StrictReader(in, encoding.charset());
        var reader = new RecordReader(new Lines(text), dialect.syntax(), dialect.usualColumns(), false);
        try {
            long rows = copy(reader, out);
            return new Copied(rows, new Facts(dialect, reader.damaged(), reader.damagedLines()));
        } catch (Lines.TooLongException _) {
            throw UnreadableTableException.tooLong(reader.line());
        } catch (CharacterCodingException e) {
            if (encoding.isProvenBy(text.decoded())) {
                throw UnreadableTableException.notUtf8(text.decoded().line());
            }
            throw e;
        }
    }

    private long copy(RecordReader reader, OutputStream out) throws IOException {
        var printer = CanonicalCsv.print(out);
        long written = 0;
        for (var row = reader.next(); row != null; row = reader.next()) {
            if (row.line() >= dialect.firstLine()) {
                if (written == 0 && !dialect.header()) {
                    printer.printRecord(IntStream.rangeClosed(1, row.size()).mapToObj(i -> "column_" + i));
                }
                printer.printRecord(row.cells());
                written++;
            }
        }
        printer.flush();
        return dialect.header() ? written - 1 : written;
    }
}
