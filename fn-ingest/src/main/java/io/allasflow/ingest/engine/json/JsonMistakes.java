package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.text.Excerpt;
import io.allasflow.ingest.engine.RefusedSourceException;
import java.util.regex.Pattern;

/// What a parser complains about, in words that repeat nothing of the text.
final class JsonMistakes {
    /// What follows these words is fixed text, and what stands before them is not.
    private static final Pattern EXPECTED = Pattern.compile("was expecting (.*)|\\bexpected (.*)", Pattern.DOTALL);
    private static final int MAX_EXPECTED = 100;

    private JsonMistakes() {}

    /// @param firstLine the number of the first line that was parsed
    static RefusedSourceException refused(JsonProcessingException e, long firstLine) {
        var location = e.getLocation();
        var place = location == null
                ? ""
                : " at line " + (firstLine + location.getLineNr() - 1) + ", column " + location.getColumnNr();
        return switch (e) {
            case StreamConstraintsException _ -> new RefusedSourceException(ErrorCode.TOO_COMPLEX,
                    "is JSON of more than " + JsonText.MAX_DEPTH
                            + " levels, or with a text, number or name that is too long" + place);
            // In the middle of an array the parser says it in words alone.
            case JsonProcessingException _ when isCut(e) -> new RefusedSourceException(ErrorCode.MALFORMED_JSON,
                    "is JSON that ends before it is complete," + place);
            default -> new RefusedSourceException(ErrorCode.MALFORMED_JSON,
                    "is no valid JSON" + place + ": " + expectation(e.getOriginalMessage()));
        };
    }

    static RefusedSourceException undecodable(JsonEncoding encoding, long line) {
        return new RefusedSourceException(ErrorCode.UNREADABLE_TEXT, "is JSON in " + encoding.charset().name()
                + " with bytes that are not, near line " + line);
    }

    private static boolean isCut(JsonProcessingException e) {
        return e instanceof JsonEOFException || e.getOriginalMessage().contains("end-of-input");
    }

    private static String expectation(String message) {
        if (message.contains("has to be escaped")) {
            return "a line break or another control character stands in a text";
        }
        var expected = EXPECTED.matcher(message);
        if (!expected.find()) {
            return "something else should stand there";
        }
        var text = expected.group(1) == null ? expected.group(2) : expected.group(1);
        return "expected " + Excerpt.of(text, MAX_EXPECTED);
    }
}
