package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.record.Damage;
import java.io.IOException;

/// Collects the columns of objects and those of other values apart: the commoner kind is the table, and the records of the
/// other one take part in no column of it.
final class ColumnCollector implements Records.Visitor {
    private final Kind objects = new Kind();
    private final Kind values = new Kind();
    private final Damage lines;
    private long rows;

    ColumnCollector(Damage lines) {
        this.lines = lines;
    }

    static boolean isObject(JsonParser parser) {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    @Override
    public void record(JsonParser parser) throws IOException {
        rows++;
        (isObject(parser) ? objects : values).add(parser, rows);
    }

    @Override
    public void damaged(long number, String line) {
        rows++;
        lines.add(number);
    }

    /// Whether objects are the table, as they are where there are as many of each.
    boolean isOfObjects() {
        return objects.records >= values.records;
    }

    /// Of the table.
    ///
    /// @throws RefusedSourceException if one of its records is too complex
    RecordFlattener table() throws RefusedSourceException {
        var table = isOfObjects() ? objects : values;
        if (table.refusal != null) {
            throw table.refusal;
        }
        return table.flattener;
    }

    /// Records that are none of the table.
    long others() {
        return other().records;
    }

    /// The row that is the first of them, from 1; 0 if there is none.
    long firstOther() {
        return other().first;
    }

    long records() {
        return objects.records + values.records;
    }

    private Kind other() {
        return isOfObjects() ? values : objects;
    }

    private static final class Kind {
        private final RecordFlattener flattener = new RecordFlattener(new Columns(), false);
        private long records;
        private long first;
        /// Why these records can be no table, which matters only if they are it.
        private RefusedSourceException refusal;

        void add(JsonParser parser, long row) throws IOException {
            records++;
            first = first == 0 ? row : first;
            var context = parser.getParsingContext();
            var outside = parser.currentToken().isStructStart() ? context.getParent() : context;
            if (refusal == null) {
                try {
                    flattener.next(parser);
                } catch (RefusedSourceException e) {
                    refusal = e;
                }
            }
            // To its end, where flattening stopped before.
            while (parser.getParsingContext() != outside) {
                parser.nextToken();
            }
        }
    }
}
