package io.allasflow.ingest.notification;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What an object store says happened in a bucket: S3's event JSON as Ceph, MinIO and AWS write it, alone or as the data
/// of a structured CloudEvent.
///
/// @param records how many records there were
/// @param created the objects that were written, each once
public record Notification(int records, Set<Written> created) {
    private static final ObjectReader WHOLE = Json.MAPPER.reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /// @param keys what the object may be called, the likeliest first
    public record Written(String bucket, List<String> keys) {}

    /// @throws PipelineException `BAD_EVENT` if it is no S3 event
    public static Notification parse(byte[] body) {
        try {
            var root = WHOLE.readTree(body);
            var records = records(root.has("specversion") ? data(root) : root);
            var created = new LinkedHashSet<Written>();
            for (var record : records) {
                var bucket = record.at("/s3/bucket/name");
                var key = record.at("/s3/object/key");
                if (isCreation(record.path("eventName").asText()) && bucket.isTextual() && key.isTextual()) {
                    created.add(new Written(bucket.textValue(),
                            keys(record.path("eventSource").asText(), key.textValue())));
                }
            }
            return new Notification(records.size(), created);
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.BAD_EVENT, "the notification is not JSON", e);
        }
    }

    private static JsonNode data(JsonNode event) throws IOException {
        return event.path("data_base64").isTextual()
                ? WHOLE.readTree(event.get("data_base64").binaryValue())
                : event.path("data");
    }

    private static List<JsonNode> records(JsonNode event) {
        if (event.path("Records").isArray()) {
            var records = new ArrayList<JsonNode>();
            event.get("Records").forEach(records::add);
            return records;
        }
        if (event.path("s3").isObject()) {
            // The CloudEvents adapter for S3 leaves open whether a record comes with the array around it.
            return List.of(event);
        }
        if (event.path("Event").asText().equals("s3:TestEvent")) {
            return List.of();
        }
        throw new PipelineException(ErrorCode.BAD_EVENT, "the notification is no S3 event: it has no 'Records'");
    }

    /// Removals are found by the scan. Ceph writes names without `s3:`, and `ObjectSynced` for what came from another
    /// zone.
    private static boolean isCreation(String eventName) {
        var name = eventName.startsWith("s3:") ? eventName.substring("s3:".length()) : eventName;
        return name.startsWith("ObjectCreated:") || name.startsWith("ObjectSynced:Create");
    }

    /// AWS and MinIO encode keys as HTML forms do; Ceph does not. Whoever else sends them may do either.
    private static List<String> keys(String eventSource, String key) {
        String decoded;
        try {
            decoded = URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return List.of(key);
        }
        if (decoded.equals(key)) {
            return List.of(key);
        }
        return eventSource.startsWith("ceph:") ? List.of(key, decoded) : List.of(decoded, key);
    }
}
