package io.allasflow.ingest.engine.text;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.allasflow.core.csv.CanonicalWriter;
import io.allasflow.ingest.engine.UnreadableTableException;
import io.allasflow.ingest.engine.dialect.Dialect;
import io.allasflow.ingest.engine.dialect.DialectDetector;
import io.allasflow.ingest.engine.dialect.HeaderRows;
import io.allasflow.ingest.engine.dialect.PlainLines;
import io.allasflow.ingest.engine.dialect.TextFormat;
import io.allasflow.ingest.engine.dialect.TextLayout;
import io.allasflow.ingest.engine.dialect.TextSettings;
import io.allasflow.ingest.engine.record.Lines;
import io.allasflow.ingest.engine.record.RecordReader;
import io.allasflow.ingest.engine.record.Row;
import io.allasflow.ingest.engine.record.TooManyCellsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Text, once its encoding and layout are decided.
public record TextTable(TextEncoding encoding, TextLayout layout) {
    /// Decides the layout from the start of the text.
    ///
    /// @param whole whether the sample is all of it
    public static TextTable detect(byte[] sample, boolean whole, TextEncoding encoding, TextSettings settings)
            throws UnreadableTableException {
        var format = BinaryFormat.of(sample);
        if (format.isPresent()) {
            throw UnreadableTableException.recognised(format.get().description());
        }
        var text = encoding.decode(sample);
        if (BinaryFormat.isLikely(text)) {
            throw UnreadableTableException.binary();
        }
        if (settings.format() == TextFormat.AUTO) {
            var markup = MarkupFormat.of(text, whole);
            if (markup.isPresent()) {
                throw UnreadableTableException.recognised(markup.get().description());
            }
        }
        return new TextTable(encoding, DialectDetector.detect(text, whole, encoding.charset().name(), settings));
    }

    /// Whether nothing tells yet that canonical CSV would be other bytes than these.
    public boolean mayBeCanonical() {
        return encoding.charset().equals(StandardCharsets.UTF_8) && encoding.markLength() == 0
                && layout instanceof Dialect dialect && dialect.isCanonical();
    }

    /// What was written.
    ///
    /// @param rows of data
    public record Copied(long rows, Object facts) {}

    private record DelimitedFacts(@JsonUnwrapped Dialect dialect, @JsonUnwrapped Findings findings) {}

    /// Writes canonical CSV, cell by cell unchanged. Streams: holds one record.
    ///
    /// @throws CharacterCodingException if the text turns out to be in another encoding
    public Copied copy(InputStream in, OutputStream out) throws IOException, UnreadableTableException {
        in.skipNBytes(encoding.markLength());
        // Not closed: the stream is the caller's.
        var text = new StrictReader(in, encoding.charset());
        var lines = new Lines(text);
        try {
            return switch (layout) {
                case Dialect dialect -> copy(dialect, text, lines, new CanonicalWriter(out));
                case PlainLines plain -> copy(plain, lines, new CanonicalWriter(out));
            };
        } catch (Lines.TooLongException _) {
            throw UnreadableTableException.tooLong(lines.number());
        } catch (TooManyCellsException e) {
            throw UnreadableTableException.tooWide(lines.number(), e);
        } catch (CharacterCodingException e) {
            if (encoding.isProvenBy(text.decoded())) {
                throw UnreadableTableException.notUtf8(lines.lastNumber());
            }
            throw e;
        }
    }

    private static Copied copy(Dialect dialect, StrictReader text, Lines lines, CanonicalWriter out)
            throws IOException {
        skip(lines, dialect.skippedByUser());
        var reader = new RecordReader(lines, dialect.syntax(), dialect.usualColumns(), false);
        var record = reader.next();
        // Not the row that the table's first line is part of.
        while (reader.line() <= dialect.firstLine()) {
            record = reader.next();
        }
        var names = dialect.header() ? header(dialect, record.row(), reader) : List.<String>of();
        // The sample may have cut the first row.
        int columns = dialect.header() ? names.size() : Math.max(dialect.columns(), record.size());
        var watch = new RowWatch(dialect, columns, names);
        if (dialect.header()) {
            out.record(names);
            record = reader.next();
        } else {
            out.record(IntStream.rangeClosed(1, columns).mapToObj(i -> "column_" + i).toList());
        }
        long rows = 0;
        for (; record != null; record = reader.next()) {
            watch.see(record);
            record.write(out);
            rows++;
        }
        out.flush();
        return new Copied(rows, new DelimitedFacts(dialect.withColumns(columns),
                Findings.of(reader, text.decoded().nulCharacters(), watch)));
    }

    private static List<String> header(Dialect dialect, Row first, RecordReader reader) throws IOException {
        var rows = new ArrayList<>(List.of(first));
        for (int count = 1; dialect.headerRows() != null && count < dialect.headerRows(); count++) {
            var record = reader.next();
            if (record != null) {
                rows.add(record.row());
            }
        }
        return HeaderRows.join(rows);
    }

    private static void skip(Lines lines, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            lines.next();
        }
    }

    /// A blank line is no row: the number of the next one tells that it was there.
    private static Copied copy(PlainLines plain, Lines lines, CanonicalWriter out) throws IOException {
        skip(lines, plain.skippedLines());
        out.record(PlainLines.COLUMNS);
        long rows = 0;
        long number = lines.number();
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                out.record(List.of(Long.toString(number), line));
                rows++;
            }
            number = lines.number();
        }
        out.flush();
        return new Copied(rows, plain);
    }
}
