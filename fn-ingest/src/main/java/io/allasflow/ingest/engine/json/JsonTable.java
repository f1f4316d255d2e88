package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.allasflow.core.csv.CanonicalCsv;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.ByteSource;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.SampledSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;

/// Records written as JSON.
///
/// Read up to three times, holding one record: to find the records (no further than the second value of the text, unless
/// it is one object), to collect their columns, which may appear as late as in the last one, and to write them.
public final class JsonTable {
    /// As many as the largest source has bytes: a few names a record, but others in each, would grow beyond measure.
    private static final long MAX_CELLS = 10L << 30;

    private final ByteSource source;
    private final JsonEncoding encoding;
    private final Shape shape;
    private final Columns columns = new Columns();
    private final OtherMembers others = new OtherMembers();
    private long duplicates;

    /// @throws RefusedSourceException if it is damaged, holds no records, or is beyond a limit
    private JsonTable(ByteSource source, JsonEncoding encoding) throws IOException {
        this.source = source;
        this.encoding = encoding;
        this.shape = read(Shape::of);
        long records = read(this::collect);
        if (records == 0) {
            throw new RefusedSourceException(ErrorCode.EMPTY_OBJECT, "is JSON without a record");
        }
        checkCells(records * columns.size());
        if (columns.size() == 0) {
            throw new RefusedSourceException(ErrorCode.EMPTY_TABLE, "is JSON whose records have no names");
        }
    }

    private static void checkCells(long cells) throws RefusedSourceException {
        if (cells > MAX_CELLS) {
            throw new RefusedSourceException(ErrorCode.TOO_COMPLEX, "is JSON that would be a table of " + cells
                    + " cells, more than the " + MAX_CELLS + " allowed");
        }
    }

    public static boolean isLikely(SampledSource source) {
        return JsonText.isLikely(source.sample(), source.isWhole());
    }

    /// Finds the records and their columns; reads all of it.
    public static JsonTable of(SampledSource source) throws IOException {
        return new JsonTable(source, JsonEncoding.of(source.sample()));
    }

    public JsonFacts facts() {
        return new JsonFacts("json", encoding.charset().name(), shape.layout(),
                shape.records() == null ? null : shape.records().toString(), columns.size(), duplicates,
                shape.candidates(), others.values(), others.notTold());
    }

    /// Writes canonical CSV.
    ///
    /// @return data rows written
    public long copy(OutputStream out) throws IOException {
        return read(parser -> {
            var printer = CanonicalCsv.print(out);
            printer.printRecord(columns.names().stream().map(ExactText::encodable));
            var reader = new RecordReader(parser, shape, new OtherMembers());
            var flattener = new RecordFlattener(parser, columns, true);
            while (reader.next()) {
                printer.printRecord(flattener.next());
            }
            printer.flush();
            return flattener.records();
        });
    }

    private long collect(JsonParser parser) throws IOException {
        var reader = new RecordReader(parser, shape, others);
        var flattener = new RecordFlattener(parser, columns, false);
        while (reader.next()) {
            flattener.next();
        }
        duplicates = flattener.duplicates();
        return flattener.records();
    }

    @FunctionalInterface
    private interface Pass<T> {
        T read(JsonParser parser) throws IOException;
    }

    private <T> T read(Pass<T> pass) throws IOException {
        try (var in = source.open(); var parser = JsonText.parse(in, encoding)) {
            try {
                return pass.read(parser);
            } catch (JsonProcessingException e) {
                throw JsonMistakes.refused(e);
            } catch (CharacterCodingException e) {
                throw JsonMistakes.undecodable(encoding, parser.currentLocation().getLineNr());
            }
        }
    }
}
