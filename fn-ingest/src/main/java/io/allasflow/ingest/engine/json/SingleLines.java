package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.ingest.engine.ByteSource;
import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.record.Lines;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;

/// JSON texts on lines of their own, of which some are damaged: each line is read by itself, so that damage costs no other.
/// Holds one line. It is parsed twice, as no column may come from a line that turns out to be damaged.
record SingleLines(ByteSource source, JsonEncoding encoding, Shape shape) implements Records {
    /// One good line is also what stands before some other text.
    private static final int LEAST_GOOD_LINES = 2;

    /// Whether a sample is so: the first line is an object, another one is JSON, and no more lines are damaged than are not.
    /// An array or a wrapper over several lines starts otherwise.
    static boolean isLikely(byte[] sample, boolean whole, JsonEncoding encoding) throws IOException {
        var text = encoding.decode(sample);
        int end = whole ? text.length() : Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
        var lines = new Lines(new StringReader(text.substring(0, end)));
        long good = 0;
        long damaged = 0;
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) {
                continue;
            }
            boolean isGood = mistake(line) == null;
            if (good == 0 && !(isGood && line.stripLeading().startsWith("{"))) {
                return false;
            }
            good += isGood ? 1 : 0;
            damaged += isGood ? 0 : 1;
        }
        return good >= LEAST_GOOD_LINES && damaged <= good;
    }

    @Override
    public void visit(OtherMembers others, Visitor visitor) throws IOException {
        try (var text = JsonText.reader(source.open(), encoding)) {
            var lines = new Lines(text);
            try {
                visit(lines, others, visitor);
            } catch (Lines.TooLongException _) {
                throw new RefusedSourceException(ErrorCode.TOO_COMPLEX, "is JSON with more than "
                        + Lines.MAX_CHARACTERS + " characters in line " + lines.number());
            } catch (CharacterCodingException _) {
                throw JsonMistakes.undecodable(encoding, lines.number());
            }
        }
    }

    private void visit(Lines lines, OtherMembers others, Visitor visitor) throws IOException {
        long good = 0;
        long damaged = 0;
        RefusedSourceException first = null;
        long number = lines.number();
        for (var line = lines.next(); line != null; line = lines.next()) {
            var mistake = mistake(line);
            if (mistake == null) {
                good += line.isBlank() ? 0 : 1;
                visitRecords(line, number, others, visitor);
            } else {
                var refused = JsonMistakes.refused(mistake, number);
                if (mistake instanceof StreamConstraintsException) {
                    throw refused;
                }
                first = first == null ? refused : first;
                damaged++;
                visitor.damaged(number, line);
            }
            number = lines.number();
        }
        if (damaged > good) {
            throw new RefusedSourceException(first.code(),
                    first.getMessage() + "; more than half of its lines are damaged");
        }
    }

    private void visitRecords(String line, long number, OtherMembers others, Visitor visitor) throws IOException {
        try (var parser = JsonText.parse(line)) {
            var reader = new RecordCursor(parser, number, shape, others);
            while (reader.next()) {
                visitor.record(parser);
            }
        } catch (JsonProcessingException e) {
            throw JsonMistakes.refused(e, number);
        }
    }

    /// Null if it is JSON, or blank.
    private static JsonProcessingException mistake(String line) throws IOException {
        try (var parser = JsonText.parse(line)) {
            while (parser.nextToken() != null) {
                // A mistake shows at its token, or at the next one.
            }
            return null;
        } catch (JsonProcessingException e) {
            return e;
        }
    }
}
