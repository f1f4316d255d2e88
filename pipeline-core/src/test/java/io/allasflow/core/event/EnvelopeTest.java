package io.allasflow.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventBuilder;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final Envelope CAUSE = new Envelope("cause-1", EventTypes.PING, "/test", null,
            Map.of("traceparent", "00-ab-cd-01", "tracestate", "x=y", "correlationid", "scan-9", "stranger", "s"));

    @Test
    void the_next_event() {
        var next = CAUSE.next(EventTypes.INGESTED, "ingested", "fn-ingest", data("a/b", "e1", "c1"));
        assertThat(next.id()).isEqualTo("a/b@e1#ingested#c1");
        assertThat(next.type()).isEqualTo("io.allasflow.object.ingested.v1");
        assertThat(next.source()).isEqualTo("/allasflow/fn-ingest/bucket");
        assertThat(next.subject()).isEqualTo("a/b");
        assertThat(next.extensions()).isEqualTo(Map.of("traceparent", "00-ab-cd-01", "tracestate", "x=y",
                "correlationid", "scan-9", "causationid", "cause-1", "partitionkey", "a/b"));
        assertThat(next).isEqualTo(CAUSE.next(EventTypes.INGESTED, "ingested", "fn-ingest", data("a/b", "e1", "c1")));
    }

    @Test
    void the_first_event_of_a_chain_names_it() {
        var next = new Envelope("ping-1", EventTypes.PING, "/p", null, Map.of()).next("t", "s", "f",
                data("a", "e", "c"));
        assertThat(next.extensions())
                .isEqualTo(Map.of("correlationid", "ping-1", "causationid", "ping-1", "partitionkey", "a"));
    }

    @Test
    void attributes_are_read_from_headers_whatever_their_case() {
        assertThat(Envelope.attributes(Map.of("Ce-Id", "a%20B", "CE-TEAM", "x", "Content-Type", "t", "ce", "y")
                .entrySet())).isEqualTo(Map.of("id", "a%20B", "team", "x"));
    }

    @ParameterizedTest
    @CsvSource({"a,e1,ingested,c1", "b,e,ingested,c1", "b,e1,cleaned,c1", "b,e1,ingested,c"})
    void ids_differ_when_anything_does(String dataset, String etag, String stage, String config) {
        assertThat(CAUSE.next("t", stage, "f", data(dataset, etag, config)).id())
                .isNotEqualTo(CAUSE.next("t", "ingested", "f", data("b", "e1", "c1")).id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a b      | a%20b
            50%      | 50%25
            a%20b    | a%2520b
            "x"      | %22x%22
            Euro €   | Euro%20%E2%82%AC
            😀       | %F0%9F%98%80
            ~!#+/?&= | ~!#+/?&=
            """)
    void encodes_as_the_http_binding_has_it(String dataset, String encoded) {
        var next = CAUSE.next("t", "s", "f", data(dataset, "e", "c"));
        assertThat(next.subject()).isEqualTo(encoded);
        assertThat(next.extensions()).containsEntry("partitionkey", encoded);
        assertThat(next.id()).isEqualTo(encoded + "@e#s#c");
        assertThat(CAUSE.withSubject(dataset).subject()).isEqualTo(encoded);
        assertThat(CAUSE.with("qualityverdict", dataset).extensions()).containsEntry("qualityverdict", encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nce-evil: 1", "x\n", "x\u0000y", "x\u0085y", "x\u2028y", "x\u007f", "ü"})
    void nothing_from_outside_can_end_a_header(String hostile) {
        var cause = new Envelope(hostile, EventTypes.PING, hostile, hostile,
                Map.of("traceparent", hostile, "tracestate", hostile, "correlationid", hostile));
        var next = cause.next("t", "s", "f", data(hostile, "e", "c"));
        assertThat(next.headers().values()).allMatch(value -> value.matches("[\\x21-\\x7e]*"));
        assertThat(next.withSubject(hostile).with("qualityverdict", hostile).headers().values())
                .allMatch(value -> value.matches("[\\x21-\\x7e]*"));
        assertThat(cause.nextWithoutDataset("t", "answer", "f").headers().values())
                .allMatch(value -> value.matches("[\\x21-\\x7e]*"));
    }

    @Test
    void what_came_encoded_is_passed_on_as_it_came() {
        var cause = new Envelope("a%20b", EventTypes.PING, "/p", null, Map.of("correlationid", "c%25d"));
        assertThat(cause.next("t", "s", "f", data("a", "e", "c")).extensions())
                .containsEntry("causationid", "a%20b").containsEntry("correlationid", "c%25d");
        assertThat(cause.nextWithoutDataset("t", "answer", "f").id()).isEqualTo("a%20b#answer");
    }

    @Test
    void headers_of_the_longest_key_fit_into_the_20_kb_that_a_function_takes() {
        var dataset = "数".repeat(332);
        var ingested = CAUSE.next(EventTypes.DISCOVERED, "discovered", "fn-ingest", data(dataset, "e", "c"))
                .next(EventTypes.INGESTED, "ingested", "fn-ingest", data(dataset, "e", "c"));
        int length = ingested.headers().entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length() + 4).sum();
        assertThat(length).isLessThan(20_000);
    }

    @Test
    void goes_into_a_cloud_event_and_back() {
        var next = CAUSE.next("t", "s", "f", data("a b", "e", "c"));
        var event = next.wrap("data");
        assertThat(Envelope.of(event)).isEqualTo(next);
        assertThat(event.data()).isEqualTo("data");
        assertThat(event.specVersion()).isEqualTo("1.0");
    }

    @Test
    void headers_of_the_binary_mode() {
        assertThat(new Envelope("i", "t", "/s", "u", Map.of("qualityverdict", "pass")).headers())
                .isEqualTo(Map.of("ce-specversion", "1.0", "ce-id", "i", "ce-type", "t", "ce-source", "/s",
                        "ce-subject", "u", "ce-qualityverdict", "pass", "Content-Type", "application/json"));
        assertThat(CAUSE.headers()).doesNotContainKey("ce-subject");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = {"null,1.0,/s,t,id", "' ',1.0,/s,t,id",
        "i,1.0,' ',t,source", "i,1.0,/s,null,type", "i,1.0,/s,'',type"})
    void refuses_an_event_without(String id, String specVersion, String source, String type, String missing) {
        CloudEvent<String> event = CloudEventBuilder.create().id(id).specVersion(specVersion).source(source).type(type)
                .build("data");
        assertThatThrownBy(() -> Envelope.of(event))
                .asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                .returns(ErrorCode.BAD_EVENT, PipelineException::code)
                .returns("the event has no attribute '" + missing + "'", Throwable::getMessage);
    }

    private static PipelineEvent data(String dataset, String etag, String config) {
        return new PipelineEvent(dataset, new PipelineEvent.Source("bucket", dataset, etag, 1, Instant.EPOCH), null,
                null, config, null, null);
    }
}
