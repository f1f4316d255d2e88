package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Goes from record to record. Whoever is at one reads it to its end.
final class RecordReader {
    private final JsonParser parser;
    private final Layout layout;
    private final List<String> path = new ArrayList<>();
    private final OtherMembers others;
    private boolean inArray;

    RecordReader(JsonParser parser, Shape shape, OtherMembers others) {
        this.parser = parser;
        this.layout = shape.layout();
        this.others = others;
        for (var part = shape.records(); part != null && !part.matches(); part = part.tail()) {
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
            case WRAPPER -> nextInObjects();
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

    /// Only objects on the path are entered, so that the parser is always on it.
    private boolean nextInObjects() throws IOException {
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME) {
                int level = parser.getParsingContext().getNestingDepth();
                boolean onPath = parser.currentName().equals(path.get(level - 1));
                var value = parser.nextToken();
                if (onPath && level == path.size() && value == JsonToken.START_ARRAY) {
                    inArray = true;
                    return next();
                }
                if (!onPath || level == path.size() || value != JsonToken.START_OBJECT) {
                    others.skip(parser);
                }
            }
        }
        return false;
    }
}
