package io.allasflow.core.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// A YAML document as a tree that keeps what a person wrote: every scalar is the text as it stands there (`007` stays
/// `007`), and the line of every field is known. What could be misread in silence is an error: a field given twice, a
/// second document, an alias, an empty list entry.
///
/// @param lines by node: by identity, so that a hostile document cannot make them larger than itself
record YamlTree(JsonNode root, Map<JsonNode, Integer> lines) {
    private static final YAMLFactory YAML = YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /// More than any settings have; bounds the recursion.
    private static final int MAX_DEPTH = 20;

    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        /// @param line 0 if it is not known
        Unreadable(String message, int line) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    static YamlTree parse(byte[] yaml) throws Unreadable {
        var lines = new IdentityHashMap<JsonNode, Integer>();
        try (var parser = YAML.createParser(decode(yaml))) {
            var root = parser.nextToken() == null ? NODES.nullNode() : read(parser, 0, lines);
            if (parser.nextToken() != null) {
                throw new Unreadable("there is more than one document", line(parser));
            }
            return new YamlTree(root, lines);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof MarkedYAMLException syntax && syntax.getProblemMark() != null) {
                throw new Unreadable(syntax.getProblem(), syntax.getProblemMark().getLine() + 1);
            }
            throw new Unreadable(e.getOriginalMessage(), e.getLocation() == null ? 0 : e.getLocation().getLineNr());
        } catch (IOException e) {
            throw new Unreadable(e.getMessage(), 0);
        }
    }

    /// The line of that field or list entry, or of the nearest one around it that has one; 0 if none has.
    ///
    /// @param path names of fields, numbers of list entries
    int line(List<String> path) {
        var node = root;
        var line = 0;
        for (var step : path) {
            node = child(node, step);
            line = lines.getOrDefault(node, line);
        }
        return line;
    }

    /// Whether there is such a field or list entry, with something in it.
    boolean has(List<String> path) {
        var node = at(path);
        return !node.isMissingNode() && !node.isNull();
    }

    /// What stands at that place; a missing node if nothing does.
    JsonNode at(List<String> path) {
        var node = root;
        for (var step : path) {
            node = child(node, step);
        }
        return node;
    }

    private static JsonNode child(JsonNode node, String step) {
        return node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
    }

    private static JsonNode read(YAMLParser parser, int depth, Map<JsonNode, Integer> lines)
            throws IOException, Unreadable {
        if (depth > MAX_DEPTH) {
            throw new Unreadable("it is nested more than " + MAX_DEPTH + " deep", line(parser));
        }
        if (parser.isCurrentAlias()) {
            throw new Unreadable("aliases (*) are not understood", line(parser));
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var object = NODES.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    int line = line(parser);
                    parser.nextToken();
                    var value = read(parser, depth + 1, lines);
                    object.set(name, value);
                    // The null node is one for all.
                    if (!value.isNull()) {
                        lines.put(value, line);
                    }
                }
                yield object;
            }
            case START_ARRAY -> {
                var array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (parser.currentToken() == JsonToken.VALUE_NULL) {
                        throw new Unreadable("a list entry is empty; for the word null write \"null\"", line(parser));
                    }
                    int line = line(parser);
                    var entry = read(parser, depth + 1, lines);
                    array.add(entry);
                    lines.put(entry, line);
                }
                yield array;
            }
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                new TextNode(parser.getText());
            case VALUE_EMBEDDED_OBJECT -> throw new Unreadable("binary values are not understood", line(parser));
            case NOT_AVAILABLE, FIELD_NAME, END_OBJECT, END_ARRAY ->
                throw new IllegalStateException("no value starts with " + parser.currentToken());
        };
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static String decode(byte[] yaml) throws Unreadable {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(yaml)).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Unreadable("it is not UTF-8", 0);
        }
    }
}
