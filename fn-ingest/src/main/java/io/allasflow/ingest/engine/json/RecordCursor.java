package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Goes from record to record. Whoever is at one reads it to its end.
final class RecordCursor {
    private final JsonParser parser;
    private final long firstLine;
    private final Layout layout;
    private final JsonPointer records;
    private final List<String> path = new ArrayList<>();
    private final OtherMembers others;
    private boolean inArray;
    private boolean found;

    /// @param firstLine the number of the parser's first line
    RecordCursor(JsonParser parser, long firstLine, Shape shape, OtherMembers others) {
        this.parser = parser;
        this.firstLine = firstLine;
        this.layout = shape.layout();
        this.records = shape.records();
        this.others = others;
        for (var part = records; part != null && !part.matches(); part = part.tail()) {
            path.add(part.getMatchingProperty());
        }
    }

    /// Moves the parser to the first token of the next record.
    boolean next() throws IOException {
        if (inArray && parser.nextToken() != JsonToken.END_ARRAY) {
            return true;
        }
        inArray = false;
        return switch (layout) {
            case OBJECT, LINES -> parser.nextToken() != null;
            case ARRAY -> nextInArrays();
            case WRAPPER -> nextOnPath();
        };
    }

    private boolean nextInArrays() throws IOException {
        var token = parser.nextToken();
        if (token != JsonToken.START_ARRAY) {
            return token != null;
        }
        inArray = true;
        return next();
    }

    /// Only what is on the path is entered, so that each container the parser is in is on it.
    private boolean nextOnPath() throws IOException {
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME) {
                continue;
            }
            if (!token.isStructEnd()) {
                var context = parser.getParsingContext();
                var container = token.isStructStart() ? context.getParent() : context;
                boolean onPath = token.isStructStart() && isOnPath(container);
                if (onPath && container.getNestingDepth() == path.size()) {
                    found = true;
                    inArray = token == JsonToken.START_ARRAY;
                    return !inArray || next();
                }
                if (onPath) {
                    continue;
                }
                others.skip(parser);
            }
            checkFound();
        }
        return false;
    }

    /// Whether the value is that the parser is at, in that container.
    private boolean isOnPath(JsonStreamContext container) {
        if (container.inRoot()) {
            return true;
        }
        var step = path.get(container.getNestingDepth() - 1);
        return step.equals(container.inObject()
                ? container.getCurrentName()
                : String.valueOf(container.getCurrentIndex()));
    }

    /// Once a value of the text has ended: all of it would be missing from the table.
    private void checkFound() throws RefusedSourceException {
        if (!parser.getParsingContext().inRoot()) {
            return;
        }
        if (!found) {
            long line = firstLine + parser.currentLocation().getLineNr() - 1;
            throw new RefusedSourceException(ErrorCode.MALFORMED_JSON, "is JSON in which 'records: " + records
                    + "' of config/pipeline.yaml finds no array and no object, in the value that ends at line " + line);
        }
        found = false;
    }
}
