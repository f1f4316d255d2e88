package io.allasflow.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.allasflow.core.event.EventTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A CloudEvent in binary mode, passed on as it came.
///
/// @param headers with `content-type`
record BenchEvent(Map<String, String> headers, byte[] data) {
    static BenchEvent ping() {
        return of(EventTypes.PING, "{}");
    }

    /// @param etag of the object, without quotes
    static BenchEvent discovered(String bucket, String key, String etag) {
        var json = JsonNodeFactory.instance.objectNode().put("dataset", key.replaceFirst("\\.csv$", ""));
        json.putObject("source").put("bucket", bucket).put("key", key).put("etag", etag);
        return of(EventTypes.DISCOVERED, json.toString());
    }

    /// @throws IOException if there is no event in the message
    static BenchEvent of(Map<String, List<String>> message, byte[] data) throws IOException {
        var headers = new TreeMap<String, String>();
        message.forEach((name, values) -> {
            var lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("ce-") || lower.equals("content-type")) {
                headers.put(lower, values.getFirst());
            }
        });
        if (!headers.containsKey("ce-type")) {
            throw new IOException("No event: " + new String(data, StandardCharsets.UTF_8));
        }
        return new BenchEvent(headers, data);
    }

    String type() {
        return headers.get("ce-type");
    }

    private static BenchEvent of(String type, String data) {
        return new BenchEvent(Map.of("ce-specversion", "1.0", "ce-type", type, "ce-source", "/bench", "ce-id", type,
                "content-type", "application/json"), data.getBytes(StandardCharsets.UTF_8));
    }
}
