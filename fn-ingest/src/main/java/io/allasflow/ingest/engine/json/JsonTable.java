package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.allasflow.core.csv.CanonicalWriter;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.SampledSource;
import io.allasflow.ingest.engine.record.Damage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Records written as JSON.
///
/// Read up to three times, holding one record: to find the records (no further than the second value of the text, unless
/// it is one object), to collect their columns, which may appear as late as in the last one, and to write them. Once more
/// if there are damaged lines, as these show while it is read.
public final class JsonTable {
    /// As many as the largest source has bytes: a few names a record, but others in each, would grow beyond measure.
    private static final long MAX_CELLS = 10L << 30;

    private final Records records;
    private final JsonEncoding encoding;
    private final Columns columns;
    private final OtherMembers others = new OtherMembers();
    private final Damage damaged = new Damage();
    private final long duplicates;
    private final boolean isOfObjects;
    private final long otherRecords;
    private final long firstOtherRecord;

    private JsonTable(Records records, JsonEncoding encoding) throws IOException {
        this.records = records;
        this.encoding = encoding;
        var collector = new ColumnCollector(damaged);
        records.visit(others, collector);
        var table = collector.table();
        this.columns = table.columns();
        this.duplicates = table.duplicates();
        this.isOfObjects = collector.isOfObjects();
        this.otherRecords = collector.others();
        this.firstOtherRecord = collector.firstOther();
        check(collector.records());
    }

    /// Of damaged lines alone there is no table.
    private void check(long found) throws RefusedSourceException {
        if (found == 0) {
            throw new RefusedSourceException(ErrorCode.EMPTY_OBJECT, "is JSON without a record");
        }
        if (columns.size() == 0) {
            throw new RefusedSourceException(ErrorCode.EMPTY_TABLE, "is JSON whose records have no names");
        }
        long cells = found * columns.size();
        if (cells > MAX_CELLS) {
            throw new RefusedSourceException(ErrorCode.TOO_COMPLEX, "is JSON that would be a table of " + cells
                    + " cells, more than the " + MAX_CELLS + " allowed");
        }
    }

    public static boolean isLikely(SampledSource source) {
        return JsonText.isLikely(source.sample(), source.isWhole());
    }

    /// Finds the records and their columns; reads all of it.
    ///
    /// @throws RefusedSourceException if it is damaged, holds no records, or is beyond a limit
    public static JsonTable of(SampledSource source, JsonSettings settings) throws IOException {
        var encoding = JsonEncoding.of(source.sample());
        try {
            return new JsonTable(WholeText.of(source, encoding, settings), encoding);
        } catch (JsonProcessingException e) {
            if (!SingleLines.isLikely(source.sample(), source.isWhole(), encoding)) {
                throw JsonMistakes.refused(e, 1);
            }
            return new JsonTable(new SingleLines(source, encoding, Shape.of(settings)), encoding);
        }
    }

    public JsonFacts facts() {
        var shape = records.shape();
        return new JsonFacts("json", encoding.charset().name(), shape.layout(),
                shape.records() == null ? null : shape.records().toString(), columns.size(), duplicates,
                shape.candidates(), others.values(), others.notTold(), otherRecords, firstOtherRecord,
                otherRecords > 0 && !isOfObjects,
                damaged.count(), damaged.lines());
    }

    /// Writes canonical CSV.
    ///
    /// @return data rows written
    public long copy(OutputStream out) throws IOException {
        var csv = new CanonicalWriter(out);
        csv.record(columns.names().stream().map(ExactText::encodable).toList());
        var writer = new Writer(new RecordFlattener(columns, true), columns, isOfObjects, csv);
        try {
            records.visit(new OtherMembers(), writer);
        } catch (JsonProcessingException e) {
            throw JsonMistakes.refused(e, 1);
        }
        csv.flush();
        return writer.rows;
    }

    private static final class Writer implements Records.Visitor {
        private final RecordFlattener flattener;
        private final CanonicalWriter csv;
        private final boolean oneColumn;
        private final boolean isOfObjects;
        private long rows;

        /// @param isOfObjects whether objects are the table's records, and not the other values
        Writer(RecordFlattener flattener, Columns columns, boolean isOfObjects, CanonicalWriter csv) {
            this.flattener = flattener;
            this.csv = csv;
            this.oneColumn = columns.size() == 1;
            this.isOfObjects = isOfObjects;
        }

        @Override
        public void record(JsonParser parser) throws IOException {
            if (ColumnCollector.isObject(parser) == isOfObjects) {
                csv.record(flattener.next(parser));
                rows++;
            } else {
                writeText(ExactText.of(parser, JsonText.MAX_RECORD_CHARACTERS));
            }
        }

        @Override
        public void damaged(long number, String line) throws IOException {
            writeText(line);
        }

        /// As no row of the table is wide, so that no cell of it is taken for a value.
        private void writeText(String text) throws IOException {
            csv.record(oneColumn ? List.of(text, "") : List.of(text));
            rows++;
        }
    }
}
