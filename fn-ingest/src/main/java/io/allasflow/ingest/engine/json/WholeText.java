package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import io.allasflow.ingest.engine.ByteSource;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;

/// JSON without damage, however it is laid out.
record WholeText(ByteSource source, JsonEncoding encoding, Shape shape) implements Records {
    static WholeText of(ByteSource source, JsonEncoding encoding, JsonSettings settings) throws IOException {
        return new WholeText(source, encoding, settings.records() == null
                ? parse(source, encoding, Shape::of)
                : Shape.of(settings));
    }

    @Override
    public void visit(OtherMembers others, Visitor visitor) throws IOException {
        parse(source, encoding, parser -> {
            var reader = new RecordCursor(parser, 1, shape, others);
            while (reader.next()) {
                visitor.record(parser);
            }
            return null;
        });
    }

    @FunctionalInterface
    private interface Pass<T> {
        T over(JsonParser parser) throws IOException;
    }

    private static <T> T parse(ByteSource source, JsonEncoding encoding, Pass<T> pass) throws IOException {
        try (var text = JsonText.reader(source.open(), encoding); var parser = JsonText.parse(text)) {
            try {
                return pass.over(parser);
            } catch (CharacterCodingException e) {
                throw JsonMistakes.undecodable(encoding, parser.currentLocation().getLineNr());
            }
        }
    }
}
