package io.allasflow.core.batch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.json.Json;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// An event from a file in CloudEvents' JSON format.
public record BatchEvent(Envelope envelope, JsonNode data) {
    private static final Set<String> KNOWN = Set.of("specversion", "id", "type", "source", "subject", "time",
            "datacontenttype", "dataschema", "data", "data_base64");

    /// @throws PipelineException `BAD_EVENT` if that is none
    public static BatchEvent read(Path file) {
        try {
            var json = Json.MAPPER.readTree(Files.readAllBytes(file));
            required(json, "specversion");
            var extensions = new TreeMap<String, String>();
            for (var field : json.properties()) {
                if (!KNOWN.contains(field.getKey()) && !field.getValue().isNull()) {
                    extensions.put(field.getKey(), field.getValue().asText());
                }
            }
            return new BatchEvent(new Envelope(required(json, "id"), required(json, "type"), required(json, "source"),
                    json.path("subject").asText(null), Map.copyOf(extensions)), data(json));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new PipelineException(ErrorCode.BAD_EVENT, file + " is not a CloudEvent as JSON", e);
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.BAD_EVENT, file + " could not be read", e);
        }
    }

    /// @throws PipelineException `BAD_EVENT` if its data has another form
    public <T> CloudEvent<T> as(Class<T> type) {
        try {
            return envelope.wrap(Json.MAPPER.treeToValue(data, type));
        } catch (JacksonException e) {
            throw new PipelineException(ErrorCode.BAD_EVENT, "the event's data is not JSON of the expected form", e);
        }
    }

    private static String required(JsonNode event, String name) {
        var value = event.path(name).asText("");
        if (value.isBlank()) {
            throw new PipelineException(ErrorCode.BAD_EVENT, "the event has no attribute '" + name + "'");
        }
        return value;
    }

    private static JsonNode data(JsonNode event) throws IOException {
        return event.has("data_base64")
                ? Json.MAPPER.readTree(Base64.getDecoder().decode(event.get("data_base64").asText()))
                : event.path("data");
    }
}
