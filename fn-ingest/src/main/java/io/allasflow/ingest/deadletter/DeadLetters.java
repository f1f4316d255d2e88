package io.allasflow.ingest.deadletter;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.allasflow.core.config.PipelineConfig;
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
import io.allasflow.core.text.Excerpt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Keeps an event that no retry could deliver: whole, as an object under `deadletter/`, and in the dataset's status.
/// The scan sends the object again when it is overdue.
public final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final List<String> IDENTITY = List.of("source", "id", "type");
    private static final int MAX_REASON_CHARACTERS = 1000;
    private static final ObjectReader WHOLE = Json.MAPPER.reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

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
    /// @throws PipelineException `BAD_EVENT` if it is no event
    public void keep(Map<String, String> attributes, byte[] data) {
        for (var required : IDENTITY) {
            if (attributes.getOrDefault(required, "").isBlank()) {
                throw new PipelineException(ErrorCode.BAD_EVENT, "the dead letter has no ce-" + required);
            }
        }
        var letter = Json.MAPPER.createObjectNode();
        letter.set("attributes", Json.MAPPER.valueToTree(attributes));
        setData(letter, data);
        // The name is the event's: the same event dead again replaces its letter.
        // A header holds no line break.
        var name = Sha256.hex(IDENTITY.stream().map(attributes::get).collect(Collectors.joining("\n")), 32);
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
        var source = event.flatMap(about -> current(about.source()));
        if (stage.isEmpty() || source.isEmpty()) {
            return;
        }
        var config = PipelineConfig.load(store, layout).hash();
        var error = new PipelineEvent.Error(ErrorCode.DELIVERY_FAILED.name(), reason(attributes),
                ErrorCode.DELIVERY_FAILED.advice());
        var run = new Status.StageRun(stage.get(), Status.State.FAILED, clock.instant(), 0, null, null, error);
        new StatusStore(store, layout).update(event.get().dataset(), status -> {
            var current = status.about(source.get(), config, programVersion);
            // A repeat of something long done may fail without harm; of what is divided, the parts have their own.
            boolean stays = current.state().isFinal() || current.state() == Status.State.DIVIDED;
            return stays ? status : current.with(run);
        });
    }

    /// The event, if it is about a source of ours.
    private Optional<PipelineEvent> event(byte[] data) {
        try {
            var event = Json.MAPPER.readValue(data, PipelineEvent.class);
            boolean ours = event != null && event.source() != null && event.source().key() != null
                    && event.source().etag() != null
                    && layout.dataBucket().equals(event.source().bucket()) && layout.isSource(event.source().key())
                    && layout.dataset(event.source()).equals(event.dataset());
            return ours ? Optional.of(event) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The source as the store has it, if it is still of that version and the dataset's status is about it. What is known
    /// of a later version, or of the source that goes before it, must not be overwritten.
    private Optional<PipelineEvent.Source> current(PipelineEvent.Source source) {
        return store.head(layout.source(source.key())).filter(now -> now.etag().equals(source.etag()))
                .filter(_ -> layout.rivalsOf(source).stream().allMatch(key -> store.head(layout.source(key)).isEmpty()))
                .map(now -> PipelineEvent.Source.of(now).withPart(source.part()));
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
        // An answer's line breaks would forge lines of the log.
        return Excerpt.of(("gave up after an answer " + code + (detail == null ? "" : ": " + decoded(detail)))
                .replaceAll("\\p{Cntrl}+", " "), MAX_REASON_CHARACTERS);
    }

    /// The text that a broker put in base64, less a character cut at its end; itself if that is not what it is.
    private static String decoded(String detail) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(detail));
            var text = CharBuffer.allocate(bytes.remaining());
            var result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, false);
            return result.isError() ? detail : text.flip().toString();
        } catch (IllegalArgumentException notBase64) {
            return detail;
        }
    }

    /// As CloudEvents' JSON format has it: JSON where it is JSON, else text, else base64.
    private static void setData(ObjectNode letter, byte[] data) {
        try {
            letter.set("data", WHOLE.readTree(data));
        } catch (IOException e) {
            try {
                letter.put("data", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString());
            } catch (CharacterCodingException notText) {
                letter.put("data_base64", data);
            }
        }
    }
}
