package io.allasflow.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A CloudEvent's attributes in and out: the one place that knows how they travel.
///
/// Attribute values are percent-encoded as section 3.1.3.2 of the CloudEvents HTTP binding has it, because Funqy puts
/// them into headers as they are. Nothing of ours reads a name back from them: the data holds it unencoded.
public record Envelope(String id, String type, String source, String subject, Map<String, String> extensions) {
    public static final String CORRELATION_ID = "correlationid";
    public static final String CAUSATION_ID = "causationid";
    public static final String PARTITION_KEY = "partitionkey";
    public static final String QUALITY_VERDICT = "qualityverdict";
    public static final String SIZE_CLASS = "sizeclass";
    public static final String TRACE_PARENT = "traceparent";
    public static final String TRACE_STATE = "tracestate";
    public static final String JSON = "application/json";

    private static final String HEADER = "ce-";

    /// @throws PipelineException `BAD_EVENT` if a required attribute is missing
    public static Envelope of(CloudEvent<?> event) {
        require(event.id(), "id");
        require(event.specVersion(), "specversion");
        require(event.source(), "source");
        require(event.type(), "type");
        var extensions = event.extensions() == null ? Map.<String, String>of() : event.extensions();
        return new Envelope(event.id(), event.type(), event.source(), event.subject(), extensions);
    }

    /// The event that follows this one. Its id is derived from content, so that a repeated delivery repeats the id.
    ///
    /// @param stage the word that tells this kind of event from the dataset's others
    public Envelope next(String type, String stage, String service, PipelineEvent data) {
        var carried = new LinkedHashMap<String, String>();
        carry(TRACE_PARENT, carried);
        carry(TRACE_STATE, carried);
        carried.put(CORRELATION_ID, headerSafe(extensions.getOrDefault(CORRELATION_ID, id)));
        carried.put(CAUSATION_ID, headerSafe(id));
        carried.put(PARTITION_KEY, encode(data.dataset()));
        var nextId = data.dataset() + "@" + data.source().etag() + "#" + stage + "#" + data.configHash();
        return new Envelope(encode(nextId), type, "/allasflow/" + service + "/" + encode(data.source().bucket()),
                encode(data.dataset()), carried);
    }

    /// An event that is about no dataset.
    ///
    /// @param name tells it from others that follow from this one
    public Envelope nextWithoutDataset(String type, String name, String service) {
        var cause = headerSafe(id);
        return new Envelope(cause + "#" + name, type, "/allasflow/" + service, null,
                Map.of(CORRELATION_ID, cause, CAUSATION_ID, cause));
    }

    public Envelope withSubject(String value) {
        return new Envelope(id, type, source, encode(value), extensions);
    }

    public Envelope with(String extension, String value) {
        var extended = new LinkedHashMap<>(extensions);
        extended.put(extension, encode(value));
        return new Envelope(id, type, source, subject, extended);
    }

    public <T> CloudEvent<T> wrap(T data) {
        return CloudEventBuilder.create().specVersion("1.0").id(id).type(type).source(source).subject(subject)
                .extensions(extensions).build(data);
    }

    /// As HTTP headers of the binary mode.
    public Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put(HEADER + "specversion", "1.0");
        headers.put(HEADER + "id", id);
        headers.put(HEADER + "type", type);
        headers.put(HEADER + "source", source);
        if (subject != null) {
            headers.put(HEADER + "subject", subject);
        }
        extensions.forEach((name, value) -> headers.put(HEADER + name, value));
        headers.put("Content-Type", JSON);
        return headers;
    }

    /// The attributes of the event that a message in binary mode carries, extensions among them: as they stand in the
    /// headers, by their names in small letters.
    public static Map<String, String> attributes(Iterable<Map.Entry<String, String>> headers) {
        var attributes = new TreeMap<String, String>();
        for (var header : headers) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(HEADER)) {
                attributes.put(name.substring(HEADER.length()), header.getValue());
            }
        }
        return attributes;
    }

    private void carry(String name, Map<String, String> to) {
        if (extensions.containsKey(name)) {
            to.put(name, headerSafe(extensions.get(name)));
        }
    }

    private static void require(String value, String attribute) {
        if (value == null || value.isBlank()) {
            throw new PipelineException(ErrorCode.BAD_EVENT, "the event has no attribute '" + attribute + "'");
        }
    }

    /// What came in a header stays as it is; what came in a structured event may hold line breaks, which would end a
    /// header.
    private static String headerSafe(String value) {
        return encode(value, false);
    }

    private static String encode(String value) {
        return encode(value, true);
    }

    private static String encode(String value, boolean percent) {
        var encoded = new StringBuilder(value.length() + 16);
        for (byte b : value.getBytes(UTF_8)) {
            if (b > ' ' && b < 0x7f && b != '"' && (b != '%' || !percent)) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }
}
