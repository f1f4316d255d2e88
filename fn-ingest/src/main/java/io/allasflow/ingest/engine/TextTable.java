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
import org.apache.commons.csv.CSVException;
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

    /// Writes canonical CSV, cell by cell unchanged. Streams: holds one record.
    ///
    /// @return data rows written
    /// @throws CharacterCodingException if the text turns out to be in another encoding
    public long copy(InputStream in, OutputStream out) throws IOException, UnreadableTableException {
        in.skipNBytes(encoding.markLength());
        var text = new StrictReader(in, encoding.charset());
        var reader = new RecordLimit(new BufferedReader(text, 1 << 16));
        // Neither is closed: the streams are the caller's.
        var parser = Dialect.format(dialect.delimiter()).parse(reader);
        try {
            return copy(parser, reader, out);
        } catch (UncheckedIOException e) {
            throw unreadableOr(e.getCause(), parser, text.decoded());
        }
    }

    private long copy(CSVParser parser, RecordLimit limit, OutputStream out) throws IOException {
        var printer = CanonicalCsv.print(out);
        long written = 0;
        for (CSVRecord record : parser) {
            limit.nextRecord();
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

    private IOException unreadableOr(IOException e, CSVParser parser, DecodedText decoded)
            throws UnreadableTableException {
        long line = parser.getCurrentLineNumber();
        return switch (e) {
            case CSVException _ -> throw UnreadableTableException.quotes(line);
            case RecordLimit.TooLongException _ -> throw UnreadableTableException.tooLong(line);
            case CharacterCodingException _ when encoding.isProvenBy(decoded) ->
                throw UnreadableTableException.notUtf8(decoded.line());
            default -> e;
        };
    }
}
