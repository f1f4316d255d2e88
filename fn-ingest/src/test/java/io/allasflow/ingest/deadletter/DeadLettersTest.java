package io.allasflow.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersTest {
    private static final BucketLayout LAYOUT = new BucketLayout("data", "in/", "data", "pipeline/");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final StatusStore statuses = new StatusStore(store, LAYOUT);
    private final DeadLetters deadLetters = new DeadLetters(store, LAYOUT, Clock.fixed(NOW, ZoneOffset.UTC), "test");
    private PipelineEvent.Source source;

    @BeforeEach
    void put() {
        source = PipelineEvent.Source.of(store.put(LAYOUT.source("in/a.csv"), new byte[]{1}));
    }

    private static byte[] data(String dataset, PipelineEvent.Source about) throws IOException {
        return Json.MAPPER.writeValueAsBytes(new PipelineEvent(dataset, about, null, null, "defaults", null, null));
    }

    private static Map<String, String> attributes(String type, String... more) {
        var all = new HashMap<>(Map.of("id", "a@1", "source", "scan", "type", type, "knativeerrorcode", "503"));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private List<ObjectRef> letters() {
        return store.refs().stream().filter(ref -> ref.key().startsWith("pipeline/deadletter/")).toList();
    }

    private JsonNode letter() throws IOException {
        assertThat(letters()).hasSize(1);
        return Json.MAPPER.readTree(store.bytes(letters().getFirst()).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({EventTypes.DISCOVERED + ",ingest", EventTypes.INGESTED + ",clean", EventTypes.CLEANED + ",summarize"})
    void keeps_the_letter_and_says_in_the_status_why(String type, String stage) throws IOException {
        var body = data("a", source);
        deadLetters.keep(attributes(type, "knativeerrordata", "no store"), body);

        assertThat(letter().at("/attributes/type").asText()).isEqualTo(type);
        assertThat(letter().at("/data")).isEqualTo(Json.MAPPER.readTree(body));
        var status = statuses.read("a").orElseThrow();
        assertThat(status.state()).isEqualTo(Status.State.FAILED);
        assertThat(status.isAbout(source, "defaults", "test")).isTrue();
        assertThat(status.stages()).containsExactly(new Status.StageRun(stage, Status.State.FAILED, NOW, 0, null, null,
                new PipelineEvent.Error("DELIVERY_FAILED", "gave up after an answer 503: no store",
                        "See the message and deadletter/; the scan sends the object again.")));
    }

    @Test
    void names_the_letter_after_the_event() throws IOException {
        deadLetters.keep(attributes(EventTypes.DISCOVERED), data("a", source));
        deadLetters.keep(attributes(EventTypes.DISCOVERED, "knativeerrorcode", "500"), data("a", source));
        assertThat(letter().at("/attributes/knativeerrorcode").asText()).isEqualTo("500");
        assertThat(letters().getFirst().key()).matches("pipeline/deadletter/[0-9a-f]{32}\\.json");

        deadLetters.keep(attributes(EventTypes.INGESTED), data("a", source));
        deadLetters.keep(attributes(EventTypes.DISCOVERED, "id", "a@2"), data("a", source));
        deadLetters.keep(attributes(EventTypes.DISCOVERED, "source", "other"), data("a", source));
        assertThat(letters()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUMMARIZED", "REJECTED", "DIVIDED"})
    void leaves_a_final_status_as_it_is(Status.State state) throws IOException {
        var run = new Status.StageRun("clean", state, NOW, 1, null, null, null);
        statuses.update("a", status -> {
            var ended = status.about(source, "defaults", "test").with(run);
            return state == Status.State.SUMMARIZED ? ended.complete(Map.of("raw", "e")) : ended;
        });
        var before = statuses.read("a");

        deadLetters.keep(attributes(EventTypes.INGESTED), data("a", source));

        assertThat(statuses.read("a")).isEqualTo(before);
        assertThat(letters()).hasSize(1);
    }

    @Test
    void leaves_the_status_of_a_later_version_as_it_is() throws IOException {
        var old = data("a", source);
        var now = PipelineEvent.Source.of(store.put(LAYOUT.source("in/a.csv"), new byte[]{2}));
        statuses.update("a", status -> status.about(now, "defaults", "test").complete(Map.of("raw", "e")));
        var before = statuses.read("a");

        deadLetters.keep(attributes(EventTypes.INGESTED), old);

        assertThat(statuses.read("a")).isEqualTo(before);
        assertThat(letters()).hasSize(1);
    }

    @Test
    void leaves_the_status_under_a_later_configuration_as_it_is() throws IOException {
        store.put(LAYOUT.own(PipelineConfig.KEY), "clean: {}".getBytes(StandardCharsets.UTF_8));
        var config = PipelineConfig.load(store, LAYOUT).hash();
        statuses.update("a", status -> status.about(source, config, "test").complete(Map.of("raw", "e")));
        var before = statuses.read("a");

        deadLetters.keep(attributes(EventTypes.INGESTED), data("a", source));

        assertThat(statuses.read("a")).isEqualTo(before);
    }

    @Test
    void leaves_the_status_of_the_source_that_goes_first_as_it_is() throws IOException {
        var beaten = PipelineEvent.Source.of(store.put(LAYOUT.source("in/a"), new byte[]{3}));
        statuses.update("a", status -> status.about(source, "defaults", "test").complete(Map.of("raw", "e")));
        var before = statuses.read("a");

        deadLetters.keep(attributes(EventTypes.DISCOVERED), data("a", beaten));

        assertThat(statuses.read("a")).isEqualTo(before);
    }

    @Test
    void leaves_alone_what_is_gone() throws IOException {
        store.delete(LAYOUT.source("in/a.csv"));
        deadLetters.keep(attributes(EventTypes.DISCOVERED), data("a", source));

        assertThat(statuses.read("a")).isEmpty();
        assertThat(letters()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "\"text\"", "42", "{\"dataset\":\"a\"}",
        "{\"dataset\":\"a\",\"source\":{}}",
        "{\"dataset\":\"a\",\"source\":{\"bucket\":\"data\",\"key\":\"in/a.csv\"}}",
        "{\"dataset\":\"a\",\"source\":{\"bucket\":\"other\",\"key\":\"in/a.csv\",\"etag\":\"1\"},\"configHash\":\"d\"}",
        "{\"dataset\":\"b\",\"source\":{\"bucket\":\"data\",\"key\":\"in/a.csv\",\"etag\":\"1\"},\"configHash\":\"d\"}",
        "{\"dataset\":\"a\",\"source\":{\"bucket\":\"data\",\"key\":\"out/a.csv\",\"etag\":\"1\"},\"configHash\":\"d\"}",
        "{\"dataset\":\"x\",\"source\":{\"bucket\":\"data\",\"key\":\"pipeline/x\",\"etag\":\"1\"},\"configHash\":\"d\"}",
        "{\"dataset\":7,\"source\":[1]}", "{\"a\":1.00000000000000000000000000001}"})
    void keeps_foreign_data_and_touches_no_status(String json) throws IOException {
        deadLetters.keep(attributes(EventTypes.DISCOVERED), json.getBytes(StandardCharsets.UTF_8));

        assertThat(store.text(letters().getFirst()).replaceAll("\\s", "")).contains("\"data\":" + json);
        assertThat(store.refs()).noneMatch(ref -> ref.key().startsWith("pipeline/status/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain text", "{\"a\":1} and more", "{\"a\"", "<html>&amp;</html>", "ä\u0000\u001b"})
    void keeps_data_that_is_not_json_as_text(String text) throws IOException {
        deadLetters.keep(attributes(EventTypes.DISCOVERED), text.getBytes(StandardCharsets.UTF_8));

        assertThat(letter().get("data").asText()).isEqualTo(text);
    }

    @Test
    void keeps_data_that_is_not_text_byte_by_byte() throws IOException {
        var bytes = new byte[]{(byte) 0xff, 0, (byte) 0xc3, 'a'};
        deadLetters.keep(attributes(EventTypes.DISCOVERED), bytes);

        assertThat(letter().get("data_base64").binaryValue()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "source", "type"})
    void refuses_what_is_no_event(String missing) throws IOException {
        var body = data("a", source);
        var before = store.refs();
        for (var attributes : List.of(attributes(EventTypes.DISCOVERED),
                attributes(EventTypes.DISCOVERED, missing, " "))) {
            attributes.computeIfPresent(missing, (_, value) -> value.isBlank() ? value : null);
            assertThatThrownBy(() -> deadLetters.keep(attributes, body)).isInstanceOf(PipelineException.class)
                    .hasMessageContaining("ce-" + missing)
                    .extracting("code").isEqualTo(ErrorCode.BAD_EVENT);
        }
        assertThat(store.refs()).isEqualTo(before);
    }

    /// As the brokers write it: base64, cut after so many characters.
    @Test
    void reads_the_answer_that_a_broker_encoded() throws IOException {
        var answer = "STORE_UNAVAILABLE:\nno störe " + "\ud83d\ude00".repeat(300);
        var encoded = Base64.getEncoder().encodeToString(answer.getBytes(StandardCharsets.UTF_8)).substring(0, 1024);
        deadLetters.keep(attributes(EventTypes.DISCOVERED, "knativeerrordata", encoded), data("a", source));

        assertThat(statuses.read("a").orElseThrow().stages().getFirst().error().message())
                .isEqualTo("gave up after an answer 503: STORE_UNAVAILABLE: no störe " + "\ud83d\ude00".repeat(184));
        assertThat(letter().at("/attributes/knativeerrordata").asText()).isEqualTo(encoded);
    }

    @Test
    void takes_size_and_date_from_the_store() throws IOException {
        var forged = new PipelineEvent.Source(source.bucket(), source.key(), source.etag(), 99, Instant.EPOCH);
        deadLetters.keep(attributes(EventTypes.DISCOVERED), data("a", forged));

        assertThat(statuses.read("a").orElseThrow().source()).isEqualTo(source);
    }

    @Test
    void keeps_a_letter_of_nothing() throws IOException {
        deadLetters.keep(attributes(EventTypes.DISCOVERED), new byte[0]);

        assertThat(letter().get("data").isNull()).isTrue();
    }

    @Test
    void keeps_data_that_is_nested_deeply() throws IOException {
        var deep = "[".repeat(100_000);
        deadLetters.keep(attributes(EventTypes.DISCOVERED), deep.getBytes(StandardCharsets.UTF_8));

        assertThat(letter().get("data").asText()).isEqualTo(deep);
    }

    @Test
    void cuts_a_long_reason_between_characters() throws IOException {
        var attributes = attributes(EventTypes.DISCOVERED, "knativeerrordata", "x" + "\ud83d\ude00".repeat(10_000));
        deadLetters.keep(attributes, data("a", source));

        var message = statuses.read("a").orElseThrow().stages().getFirst().error().message();
        assertThat(message).hasSizeBetween(1000, 1001).startsWith("gave up after an answer 503: x\ud83d\ude00")
                .endsWith("\ud83d\ude00…");
        assertThat(letter().at("/attributes/knativeerrordata").asText()).hasSize(20_001);
    }

    @Test
    void keeps_hostile_attributes_inside_their_letter() throws IOException {
        var hostile = attributes("../../config/pipeline.yaml", "id", "/../x\n", "<script>", "</script>", "a\u0000b",
                "\u0000\r\n\u202e", "data", "{}", "", "");
        deadLetters.keep(hostile, data("a", source));

        assertThat(letters().getFirst().key()).matches("pipeline/deadletter/[0-9a-f]{32}\\.json");
        assertThat(letter().get("attributes")).isEqualTo(Json.MAPPER.valueToTree(hostile));
        assertThat(store.refs()).hasSize(2);
    }
}
