package io.allasflow.ingest.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;

/// How JSON is parsed, and how it is told from other text.
final class JsonText {
    /// No table nests deeper, and each level costs memory.
    static final int MAX_DEPTH = 64;
    /// As wide as a record of delimited text may be.
    static final int MAX_RECORD_CHARACTERS = 4 << 20;
    private static final int MAX_NUMBER_CHARACTERS = 1 << 16;
    private static final int MAX_NAME_CHARACTERS = 1 << 14;
    /// The end of a sample may be inside a word, a number or an escape.
    private static final int CUT = 16;

    /// A record holds all that a parser keeps: names are not kept for later, there may be any number of them.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // Python writes these unless told otherwise.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_RECORD_CHARACTERS).maxNumberLength(MAX_NUMBER_CHARACTERS)
                    .maxNameLength(MAX_NAME_CHARACTERS).build())
            .build();

    private JsonText() {}

    /// Closing it closes the stream.
    static Reader reader(InputStream in, JsonEncoding encoding) throws IOException {
        in.skipNBytes(encoding.markLength());
        var decoder = encoding.charset().newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new BufferedReader(new InputStreamReader(in, decoder), 1 << 15);
    }

    /// Closing the parser closes the reader.
    static JsonParser parse(Reader text) throws IOException {
        return FACTORY.createParser(text);
    }

    static JsonParser parse(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    /// Whether a sample is JSON and not delimited text that starts with a bracket: either all of it is, or an object with
    /// a name in it was read before the mistake.
    static boolean isLikely(byte[] sample, boolean whole) {
        var encoding = JsonEncoding.of(sample);
        var text = encoding.decode(sample);
        var start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return false;
        }
        try (var parser = FACTORY.createParser(text)) {
            var token = parser.nextToken();
            while (token != null && token != JsonToken.FIELD_NAME) {
                token = parser.nextToken();
            }
            return true;
        } catch (StreamConstraintsException e) {
            return true;
        } catch (JsonProcessingException e) {
            return !whole && e.getLocation().getCharOffset() > text.length() - CUT;
        } catch (IOException e) {
            throw new IllegalStateException("text in memory", e);
        }
    }
}
