package io.allasflow.local.demo;

import io.allasflow.local.broker.Event;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// The command line that sends an event to a function, as a person can paste it.
public final class CurlLines {
    private CurlLines() {}

    public static String ping(URI function) {
        return "curl -i " + function + " -H 'ce-specversion: 1.0' -H 'ce-type: dev.knative.sources.ping'"
                + " -H 'ce-source: /curl' -H 'ce-id: 1' -H 'content-type: application/json' -d '{}'";
    }

    public static String of(Event event, URI function) {
        var headers = event.attributes().entrySet().stream()
                .map(attribute -> " -H " + quoted("ce-" + attribute.getKey() + ": " + attribute.getValue()))
                .collect(Collectors.joining());
        return "curl -i " + function + headers + " -H " + quoted("content-type: " + event.contentType())
                + " --data-binary " + quoted(new String(event.data(), StandardCharsets.UTF_8).strip());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
