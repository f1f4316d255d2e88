package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Where the records are, as the text itself or the user tells.
///
/// @param records where in an object they are, for a wrapper
/// @param candidates arrays of objects side by side, of which none was taken
record Shape(Layout layout, JsonPointer records, List<String> candidates) {
    /// More are not told.
    private static final int MAX_CANDIDATES = 10;

    /// Reads no further than it must: to the second value, or through an object that is the only one. Holds nothing of
    /// it.
    static Shape of(JsonParser parser) throws IOException {
        return switch (parser.nextToken()) {
            case START_ARRAY -> ofArray(parser);
            case START_OBJECT -> ofObject(parser);
            case null, default -> plain(Layout.LINES);
        };
    }

    /// Arrays of plain values are rows if there are several, as in `[1,2]⏎[3,4]`.
    private static Shape ofArray(JsonParser parser) throws IOException {
        if (parser.nextToken().isStructStart()) {
            return plain(Layout.ARRAY);
        }
        while (!parser.getParsingContext().inRoot()) {
            parser.nextToken();
        }
        return plain(parser.nextToken() == null ? Layout.ARRAY : Layout.LINES);
    }

    private static Shape ofObject(JsonParser parser) throws IOException {
        var found = new LinkedHashSet<JsonPointer>();
        int level = Integer.MAX_VALUE;
        while (!parser.getParsingContext().inRoot()) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                var array = parser.getParsingContext().getParent();
                int depth = array.getNestingDepth();
                if (skipArray(parser) && depth <= level) {
                    if (depth < level) {
                        found.clear();
                        level = depth;
                    }
                    if (found.size() < MAX_CANDIDATES) {
                        found.add(array.pathAsPointer());
                    }
                }
            }
        }
        if (parser.nextToken() != null) {
            return plain(Layout.LINES);
        }
        if (found.size() == 1) {
            return new Shape(Layout.WRAPPER, found.getFirst(), List.of());
        }
        return new Shape(Layout.OBJECT, null, new ArrayList<>(found).stream().map(JsonPointer::toString).toList());
    }

    /// @return whether its first element is an object
    private static boolean skipArray(JsonParser parser) throws IOException {
        var first = parser.nextToken();
        for (var token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            parser.skipChildren();
        }
        return first == JsonToken.START_OBJECT;
    }

    /// As the user says, or else in values one after the other.
    static Shape of(JsonSettings settings) {
        return settings.records() == null
                ? plain(Layout.LINES)
                : new Shape(Layout.WRAPPER, settings.pointer(), List.of());
    }

    private static Shape plain(Layout layout) {
        return new Shape(layout, null, List.of());
    }
}
