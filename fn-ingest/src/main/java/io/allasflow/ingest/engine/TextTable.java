package io.allasflow.ingest.engine;

import io.allasflow.core.csv.CanonicalCsv;
import io.allasflow.ingest.engine.UnreadableTableException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Delimited text, once its encoding and dialect are decided.
public record TextTable(TextEncoding encoding, Dialect dialect) {
    /// Decides the dialect from the start of the text.
    ///
    /// @param size of the whole, in bytes
    public static TextTable detect(byte[] sample, long size, TextEncoding encoding, HeaderRule header)
            throws UnreadableTableException {
        var format = BinaryFormat.of(sample);
        if (format.isPresent()) {
            throw new UnreadableTableException(Reason.BINARY, "is " + format.get().description());
        }
        var text = encoding.decode(sample);
        if (BinaryFormat.isLikely(text)) {
            throw new UnreadableTableException(Reason.BINARY, "holds control characters, as binary files do");
        }
        var dialect = DialectDetector.detect(text, size <= sample.length, encoding.charset().name(), header);
        if (dialect == null) {
            throw new UnreadableTableException(Reason.NO_RECORDS, "holds only blank lines");
        }
        return new TextTable(encoding, dialect);
    }

    /// What was written.
    ///
    /// @param rows of data
    /// @param dialect with what only the whole text tells
    public record Copied(long rows, Dialect dialect) {}

    /// Writes canonical CSV, cell by cell unchanged. Streams: holds one record.
    ///
    /// @throws CharacterCodingException if the text turns out to be in another encoding
    public Copied copy(InputStream in, OutputStream out) throws IOException, UnreadableTableException {
        in.skipNBytes(encoding.markLength());
        var strict = new StrictReader(in, encoding.charset());
        var mended = new MendedText(new BufferedReader(strict, 1 << 16), dialect.syntax(), dialect.usualColumns(),
                false);
        // Neither is closed: the streams are the caller's.
        var parser = dialect.syntax().format().parse(mended);
        try {
            long rows = copy(parser, out);
            return new Copied(rows, dialect.withDamage(mended));
        } catch (UncheckedIOException e) {
            throw unreadableOr(e.getCause(), mended.line(), strict.decoded());
        }
    }

    private long copy(CSVParser parser, OutputStream out) throws IOException {
        var printer = CanonicalCsv.print(out);
        long written = 0;
        for (CSVRecord record : parser) {
            if (record.getRecordNumber() > dialect.skippedLines()) {
                if (written == 0 && !dialect.header()) {
                    printer.printRecord(IntStream.rangeClosed(1, record.size()).mapToObj(i -> "column_" + i));
                }
                printer.printRecord(record);
                written++;
            }
        }
        printer.flush();
        return dialect.header() ? written - 1 : written;
    }

    private IOException unreadableOr(IOException e, long line, DecodedText decoded) throws UnreadableTableException {
        return switch (e) {
            case Lines.TooLongException _ -> throw UnreadableTableException.tooLong(line);
            case CharacterCodingException _ when encoding.isProvenBy(decoded) ->
                throw UnreadableTableException.notUtf8(decoded.line());
            default -> e;
        };
    }
}
