package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Takes the records out of a JSON document, one a line, with every number as it is written; and tells one other value.
/// Holds one record at a time.
public final class RecordLines {
    private static final int MARK_BYTES = 4;

    private final JsonPointer records;
    private final Optional<JsonPointer> other;

    /// @param records where the array of records is
    /// @param other where another value is
    public RecordLines(JsonPointer records, Optional<JsonPointer> other) {
        this.records = records;
        this.other = other;
    }

    /// @param count of the records
    /// @param other the other value's text; empty if it is not there, null, false, `""`, an array or an object
    public record Copied(long count, Optional<String> other) {}

    /// @throws RefusedSourceException if it is no JSON, or has no array where the records should be
    public Copied copy(InputStream in, OutputStream out) throws IOException {
        var buffered = new BufferedInputStream(in);
        buffered.mark(MARK_BYTES);
        var encoding = JsonEncoding.of(buffered.readNBytes(MARK_BYTES));
        buffered.reset();
        try (var parser = JsonText.parse(JsonText.reader(buffered, encoding))) {
            return copy(parser, out);
        } catch (JsonProcessingException e) {
            throw JsonMistakes.refused(e, 1);
        } catch (CharacterCodingException e) {
            throw new RefusedSourceException(ErrorCode.UNREADABLE_TEXT,
                    "is JSON with bytes that are not " + encoding.charset().name());
        }
    }

    private Copied copy(JsonParser parser, OutputStream out) throws IOException {
        long count = -1;
        var found = Optional.<String>empty();
        int documents = 0;
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token != JsonToken.FIELD_NAME && !token.isStructEnd()) {
                var place = parser.getParsingContext().pathAsPointer();
                documents += place.matches() ? 1 : 0;
                if (place.equals(records)) {
                    count = Math.max(0, count) + copyArray(parser, token, out);
                } else if (other.filter(place::equals).isPresent()) {
                    found = token.isScalarValue() && token != JsonToken.VALUE_NULL && token != JsonToken.VALUE_FALSE
                            ? Optional.of(parser.getText()).filter(text -> !text.isEmpty())
                            : Optional.empty();
                }
            }
        }
        if (documents != 1) {
            throw new RefusedSourceException(ErrorCode.MALFORMED_JSON,
                    documents == 0 ? "has no bytes" : "is not one JSON document but several");
        }
        if (count < 0) {
            throw new RefusedSourceException(ErrorCode.MALFORMED_JSON, "is JSON without the records' place " + place());
        }
        return new Copied(count, found);
    }

    /// Null is how some programs write an empty list.
    private long copyArray(JsonParser parser, JsonToken token, OutputStream out) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return 0;
        }
        if (token != JsonToken.START_ARRAY) {
            throw new RefusedSourceException(ErrorCode.MALFORMED_JSON,
                    "is JSON without an array of records at " + place());
        }
        long count = 0;
        for (; parser.nextToken() != JsonToken.END_ARRAY; count++) {
            out.write(ExactText.of(parser, JsonText.MAX_RECORD_CHARACTERS).getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
        return count;
    }

    private String place() {
        return records.matches() ? "its top" : records.toString();
    }
}
