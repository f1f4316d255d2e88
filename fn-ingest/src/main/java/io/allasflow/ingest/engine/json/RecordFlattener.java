package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes cells of a record: those of a nested object get dotted names, an array is one cell of JSON text.
final class RecordFlattener {
    /// A record that is a single value.
    private static final String VALUE = "value";
    private static final String ELEMENT = "column_";
    /// Of one name in one object; each is looked for among the ones before it.
    private static final int MAX_REPEATS = 100;

    private final Columns columns;
    private final boolean keep;
    private final List<String> cells = new ArrayList<>();
    /// By column, the last record that had it.
    private long[] lastRecord = new long[16];
    private JsonParser parser;
    private long records;
    private long duplicates;
    private long characters;

    /// @param keep whether cells are wanted, not the columns alone
    RecordFlattener(Columns columns, boolean keep) {
        this.columns = columns;
        this.keep = keep;
    }

    Columns columns() {
        return columns;
    }

    long records() {
        return records;
    }

    /// Names that one object had twice, over all records.
    long duplicates() {
        return duplicates;
    }

    /// Of the record that a parser is at, which it reads to its end; by column, empty where it has none.
    List<String> next(JsonParser at) throws IOException {
        parser = at;
        records++;
        characters = 0;
        cells.clear();
        if (keep) {
            for (int i = 0; i < columns.size(); i++) {
                cells.add("");
            }
        }
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                parser.nextToken();
                members(columns.root());
            }
            case START_ARRAY -> array();
            default -> value(columns.child(columns.root(), VALUE));
        }
        return cells;
    }

    private void array() throws IOException {
        int index = 1;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            member(columns.child(columns.root(), ELEMENT + index));
            index++;
        }
    }

    private void member(Columns.Node node) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            value(node);
        } else if (parser.nextToken() == JsonToken.END_OBJECT) {
            set(node, "{}");
        } else {
            members(node);
        }
    }

    /// From the first name to the end.
    private void members(Columns.Node node) throws IOException {
        while (parser.currentToken() == JsonToken.FIELD_NAME) {
            var child = columns.child(node, parser.currentName());
            parser.nextToken();
            member(child);
            parser.nextToken();
        }
    }

    private void value(Columns.Node node) throws IOException {
        if (!keep) {
            parser.skipChildren();
            set(node, "");
            return;
        }
        set(node, switch (parser.currentToken()) {
            case START_ARRAY -> ExactText.of(parser, JsonText.MAX_RECORD_CHARACTERS);
            case VALUE_NULL -> "";
            default -> ExactText.encodable(parser.getText());
        });
    }

    private void set(Columns.Node node, String text) throws RefusedSourceException {
        characters += text.length();
        if (characters > JsonText.MAX_RECORD_CHARACTERS) {
            throw new RefusedSourceException(ErrorCode.TOO_COMPLEX, "is JSON whose record " + records
                    + " has more than " + JsonText.MAX_RECORD_CHARACTERS + " characters");
        }
        int column = free(node);
        if (keep) {
            cells.set(column, text);
        }
        lastRecord[column] = records;
    }

    /// The first column of that name that this record has not set yet.
    private int free(Columns.Node node) throws RefusedSourceException {
        var candidate = node;
        int column = columns.column(candidate);
        int repeats = 0;
        while (column < lastRecord.length && lastRecord[column] == records) {
            duplicates += candidate == node ? 1 : 0;
            if (++repeats > MAX_REPEATS) {
                throw new RefusedSourceException(ErrorCode.TOO_COMPLEX,
                        "is JSON whose record " + records + " has one name more than " + MAX_REPEATS + " times");
            }
            candidate = columns.repeated(candidate);
            column = columns.column(candidate);
        }
        if (column >= lastRecord.length) {
            lastRecord = Arrays.copyOf(lastRecord, Math.max(column + 1, 2 * lastRecord.length));
        }
        return column;
    }
}
