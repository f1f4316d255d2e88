package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// What stands beside the records in a wrapper: it belongs to no row, and is told of. Bounded, as it goes into the
/// status.
final class OtherMembers {
    private static final int MAX_MEMBERS = 50;
    private static final int MAX_CHARACTERS = 200;

    private final Map<String, String> values = new LinkedHashMap<>();
    private long notTold;

    /// By JSON Pointer (RFC 6901), in order; an array is only named.
    Map<String, String> values() {
        return values;
    }

    /// Members that are too many or too long to tell.
    long notTold() {
        return notTold;
    }

    /// Reads the value that the parser is at to its end.
    void skip(JsonParser parser) throws IOException {
        int level = 0;
        do {
            var token = parser.currentToken();
            switch (token) {
                case START_OBJECT -> level++;
                case END_OBJECT -> level--;
                case FIELD_NAME -> {
                }
                case START_ARRAY -> {
                    add(parser.getParsingContext().getParent().pathAsPointer().toString(), "(array)");
                    parser.skipChildren();
                }
                default -> add(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
            }
        } while (level > 0 && parser.nextToken() != null);
    }

    private void add(String pointer, String value) {
        if (values.size() < MAX_MEMBERS && pointer.length() <= MAX_CHARACTERS && value.length() <= MAX_CHARACTERS
                && !values.containsKey(pointer)) {
            values.put(pointer, value);
        } else {
            notTold++;
        }
    }
}
