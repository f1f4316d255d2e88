package io.allasflow.local.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// CloudEvents in HTTP messages: binary and structured mode in, binary mode out.
///
/// See [CloudEvents HTTP binding 1.0.2](https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md).
final class EventHttp {
    private static final String PREFIX = "ce-";
    private static final String STRUCTURED = "application/cloudevents+json";

    private EventHttp() {}

    /// The event in a request or reply, or empty if the message carries none.
    ///
    /// @throws IllegalArgumentException if it carries one that breaks the specification
    static Optional<Event> read(Map<String, List<String>> headers, byte[] body) {
        var attributes = new TreeMap<String, String>();
        String contentType = null;
        for (var header : headers.entrySet()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), header.getValue().getFirst());
            } else if (name.equals("content-type")) {
                contentType = header.getValue().getFirst();
            }
        }
        if (contentType != null && contentType.startsWith(STRUCTURED)) {
            return Optional.of(readStructured(body));
        }
        if (!attributes.containsKey("type")) {
            return Optional.empty();
        }
        return Optional.of(new Event(attributes, contentType, body));
    }

    static HttpRequest write(Event event, URI target) {
        var request = HttpRequest.newBuilder(target).POST(BodyPublishers.ofByteArray(event.data()));
        event.attributes().forEach((name, value) -> request.header(PREFIX + name, value));
        if (event.contentType() != null) {
            request.header("content-type", event.contentType());
        }
        return request.build();
    }

    private static Event readStructured(byte[] body) {
        try {
            var attributes = new TreeMap<String, String>();
            String contentType = null;
            var data = new byte[0];
            for (var field : Json.MAPPER.readTree(body).properties()) {
                switch (field.getKey()) {
                    case "datacontenttype" -> contentType = field.getValue().asText();
                    case "data" -> data = Json.MAPPER.writeValueAsBytes(field.getValue());
                    case "data_base64" -> data = field.getValue().binaryValue();
                    default -> putUnlessNull(attributes, field);
                }
            }
            return new Event(attributes, contentType == null ? "application/json" : contentType, data);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a CloudEvent: its JSON cannot be read: " + e.getMessage(), e);
        }
    }

    private static void putUnlessNull(Map<String, String> attributes, Map.Entry<String, JsonNode> field) {
        if (!field.getValue().isNull()) {
            attributes.put(field.getKey(), percentEncode(field.getValue().asText()));
        }
    }

    /// As section 3.1.3.2 of the HTTP binding has header values: space, `"`, `%` and all but printable ASCII encoded.
    private static String percentEncode(String value) {
        var encoded = new StringBuilder(value.length());
        for (var b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7f && b != '"' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", b));
            }
        }
        return encoded.toString();
    }
}
