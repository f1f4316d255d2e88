package io.allasflow.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.hash.Sha256;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Keeps an event that no retry could deliver: whole, as an object under `deadletter/`, and in the dataset's status.
/// The scan sends the object again when it is overdue.
public final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final int MAX_REASON_CHARACTERS = 1000;

    private final ObjectStore store;
    private final BucketLayout layout;
    private final Clock clock;
    private final String programVersion;

    public DeadLetters(ObjectStore store, BucketLayout layout, Clock clock, String programVersion) {
        this.store = store;
        this.layout = layout;
        this.clock = clock;
        this.programVersion = programVersion;
    }

    /// @param attributes of the event, extensions among them
    /// @param data its body, which may be anything
    public void keep(Map<String, String> attributes, byte[] data) {
        var letter = Json.MAPPER.createObjectNode();
        letter.set("attributes", Json.MAPPER.valueToTree(attributes));
        letter.set("data", json(data));
        // The name is the event's: the same event dead again replaces its letter.
        var name = Sha256.hex(attributes.getOrDefault("type", "") + " " + attributes.getOrDefault("id", ""), 32);
        var ref = layout.own("deadletter/" + name + ".json");
        try (var writer = store.create(ref, Json.CONTENT_TYPE, Map.of())) {
            writer.write(Json.MAPPER.writeValueAsBytes(letter));
            writer.commit();
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot write " + ref, e);
        }
        LOG.errorf("dead letter %s: %s", ref, reason(attributes));
        tell(attributes, data);
    }

    private void tell(Map<String, String> attributes, byte[] data) {
        var stage = stage(attributes.getOrDefault("type", ""));
        var event = event(data);
        if (stage.isEmpty() || event.isEmpty()) {
            return;
        }
        var about = event.get();
        var error = new PipelineEvent.Error(ErrorCode.DELIVERY_FAILED.name(), reason(attributes),
                ErrorCode.DELIVERY_FAILED.advice());
        var run = new Status.StageRun(stage.get(), Status.State.FAILED, clock.instant(), 0, null, null, error);
        new StatusStore(store, layout).update(about.dataset(), status -> {
            var current = status.about(about.source(), about.configHash(), programVersion);
            // A repeat of something long done may fail without harm.
            return current.state().isFinal() ? status : current.with(run);
        });
    }

    /// The event, if it is about a source of ours.
    private Optional<PipelineEvent> event(byte[] data) {
        try {
            var event = Json.MAPPER.readValue(data, PipelineEvent.class);
            boolean ours = event != null && event.source() != null && event.source().key() != null
                    && event.source().etag() != null && event.configHash() != null
                    && layout.dataBucket().equals(event.source().bucket()) && layout.isSource(event.source().key())
                    && layout.dataset(event.source().key()).equals(event.dataset());
            return ours ? Optional.of(event) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> stage(String type) {
        return switch (type) {
            case EventTypes.DISCOVERED -> Optional.of("ingest");
            case EventTypes.INGESTED -> Optional.of("clean");
            case EventTypes.CLEANED -> Optional.of("summarize");
            default -> Optional.empty();
        };
    }

    private static String reason(Map<String, String> attributes) {
        var code = attributes.getOrDefault("knativeerrorcode", "that never came");
        var detail = attributes.get("knativeerrordata");
        var reason = "gave up after an answer " + code + (detail == null ? "" : ": " + detail);
        return reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARACTERS));
    }

    private static JsonNode json(byte[] data) {
        try {
            return Json.MAPPER.readTree(data);
        } catch (IOException e) {
            return new TextNode(new String(data, StandardCharsets.UTF_8));
        }
    }
}
