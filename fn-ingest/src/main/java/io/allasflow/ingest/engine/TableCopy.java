package io.allasflow.ingest.engine;

import io.allasflow.core.csv.CanonicalCsv;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVRecord;

/// Writes a delimited text as canonical CSV, cell by cell unchanged. Streams: holds one record.
final class TableCopy {
    private TableCopy() {}

    /// @return data rows written
    /// @throws CharacterCodingException if the text is not in that encoding
    /// @throws PipelineException `MALFORMED_CSV` if the quotes cannot be read
    static long copy(InputStream in, TextEncoding encoding, Dialect dialect, OutputStream out) throws IOException {
        in.skipNBytes(encoding.markLength());
        var decoder = encoding.charset().newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var reader = new BufferedReader(new InputStreamReader(in, decoder), 1 << 16);
        // Not closed: the caller commits or discards the stream.
        var printer = CanonicalCsv.print(out);
        var parser = Dialect.format(dialect.delimiter()).parse(reader);
        try {
            long rows = -dialect.skippedLines();
            if (!dialect.header()) {
                printer.printRecord(IntStream.rangeClosed(1, dialect.columns()).mapToObj(n -> "column_" + n));
            } else {
                rows--;
            }
            for (CSVRecord record : parser) {
                if (record.getRecordNumber() > dialect.skippedLines()) {
                    printer.printRecord(record);
                }
                rows++;
            }
            printer.flush();
            return rows;
        } catch (UncheckedIOException e) {
            throw translate(e.getCause(), parser.getCurrentLineNumber());
        } catch (CSVException e) {
            throw translate(e, parser.getCurrentLineNumber());
        }
    }

    private static IOException translate(IOException e, long line) throws IOException {
        if (e instanceof CSVException) {
            throw new PipelineException(ErrorCode.MALFORMED_CSV,
                    "a quoted cell is not closed, or has text after its closing quote, near line " + line, e);
        }
        return e;
    }
}
