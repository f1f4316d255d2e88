package io.allasflow.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.event.PipelineEvent.ObjectVersion;
import io.allasflow.core.event.PipelineEvent.Source;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.MemoryObjectStore;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An event is a request from outside: whatever it names, no object but the stage's own is looked at.
class BadEventTest {
    private static final BucketLayout LAYOUT = new BucketLayout("b", "in/", "b", "pipeline/");
    private static final Source GOOD = source("b", "in/x.csv", "e");
    private static final String NOT_UNDER = "is not under the configured bucket b and prefix 'in/'";

    private final MemoryObjectStore untouched = new MemoryObjectStore() {
        @Override
        protected void beforeCall(String call) {
            throw new AssertionError(call);
        }
    };
    private final StageRunner runner = new StageRunner(untouched, LAYOUT, Clock.systemUTC(), "1");

    static Stream<Arguments> badData() {
        return Stream.of(
                arguments(Stage.INGEST, null, "the event has no data"),
                arguments(Stage.INGEST, data(null, null, null), "data.source must have bucket, key and etag"),
                arguments(Stage.INGEST, data("x", source(null, "in/x.csv", "e"), null), "data.source must have"),
                arguments(Stage.INGEST, data("x", source("b", null, "e"), null), "data.source must have"),
                arguments(Stage.INGEST, data("x", source("b", " ", "e"), null), "data.source must have"),
                arguments(Stage.INGEST, data("x", source("b", "in/x.csv", null), null), "data.source must have"),
                arguments(Stage.INGEST, data("x", source("b", "in/x.csv", ""), null), "data.source must have"),
                arguments(Stage.INGEST, data("x", source("other", "in/x.csv", "e"), null),
                        "data.source other/in/x.csv " + NOT_UNDER),
                arguments(Stage.INGEST, data("x", source("b", "x.csv", "e"), null), "data.source b/x.csv " + NOT_UNDER),
                arguments(Stage.INGEST, data("", source("b", "in/", "e"), null), "data.source b/in/ " + NOT_UNDER),
                arguments(Stage.INGEST, data("d/", source("b", "in/d/", "e"), null),
                        "data.source b/in/d/ " + NOT_UNDER),
                arguments(Stage.INGEST, data("raw/x", source("b", "pipeline/raw/x.csv", "e"), null), NOT_UNDER),
                arguments(Stage.INGEST, data("x", source("b", "in/" + "x".repeat(1022), "e"), null), NOT_UNDER),
                arguments(Stage.INGEST, data("\ud800", source("b", "in/\ud800", "e"), null), NOT_UNDER),
                arguments(Stage.INGEST, data(null, GOOD, null), "data.dataset must be 'x' for this source"),
                arguments(Stage.INGEST, data("y", GOOD, null), "data.dataset must be 'x' for this source"),
                arguments(Stage.INGEST, data("x.csv", GOOD, null), "data.dataset must be 'x' for this source"),
                arguments(Stage.INGEST, data("index", source("b", "in/index.csv", "e"), null),
                        "data.dataset must be 'index~"),
                arguments(Stage.CLEAN, data("x", GOOD, null), "data.object must be b/pipeline/raw/x.csv with its etag"),
                arguments(Stage.CLEAN, data("x", GOOD, object("b", "pipeline/raw/x.csv", null)), "data.object must be"),
                arguments(Stage.CLEAN, data("x", GOOD, object("b", "pipeline/raw/x.csv", " ")), "data.object must be"),
                arguments(Stage.CLEAN, data("x", GOOD, object("b", "in/x.csv", "e")), "data.object must be"),
                arguments(Stage.CLEAN, data("x", GOOD, object("b", null, "e")), "data.object must be"),
                arguments(Stage.CLEAN, data("x", GOOD, object(null, "pipeline/raw/x.csv", "e")), "data.object must be"),
                arguments(Stage.CLEAN, data("x", GOOD, object("other", "pipeline/raw/x.csv", "e")),
                        "data.object must be"),
                arguments(Stage.CLEAN, data("x", GOOD, object("b", "pipeline/cleaned/x.csv", "e")),
                        "data.object must be"),
                arguments(Stage.SUMMARIZE, data("x", GOOD, object("b", "pipeline/raw/x.csv", "e")),
                        "data.object must be b/pipeline/cleaned/x.csv with its etag"),
                arguments(Stage.SUMMARIZE, data("x", GOOD, object("b", "pipeline/cleaned/y.csv", "e")),
                        "data.object must be b/pipeline/cleaned/x.csv with its etag"));
    }

    @ParameterizedTest
    @MethodSource("badData")
    void is_refused_before_the_store_is_asked(Stage stage, PipelineEvent data, String problem) {
        assertBad(stage, new Envelope("id", "type", "/source", null, Map.of()).wrap(data), problem);
    }

    @Test
    void data_that_cannot_be_read_is_a_bad_event() {
        InvocationHandler unreadable = (_, method, _) -> switch (method.getName()) {
            case "data" -> throw new IllegalStateException("not JSON");
            case "extensions" -> Map.of();
            default -> "1.0";
        };
        @SuppressWarnings("unchecked")
        var event = (CloudEvent<PipelineEvent>) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{CloudEvent.class}, unreadable);
        assertBad(Stage.INGEST, event, "the event's data is not JSON of the expected form");
    }

    @Test
    void an_event_without_an_attribute_is_a_bad_event() {
        assertBad(Stage.INGEST, new Envelope("id", "type", null, null, Map.of()).wrap(data("x", GOOD, null)),
                "the event has no attribute 'source'");
    }

    private void assertBad(Stage stage, CloudEvent<PipelineEvent> event, String problem) {
        assertThatThrownBy(() -> runner.handle(stage, event, _ -> {
            throw new AssertionError("works on a bad event");
        })).asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                .returns(ErrorCode.BAD_EVENT, PipelineException::code)
                .satisfies(e -> assertThat(e.getMessage()).contains(problem));
    }

    private static PipelineEvent data(String dataset, Source source, ObjectVersion object) {
        return new PipelineEvent(dataset, source, object, null, null, null, null);
    }

    private static Source source(String bucket, String key, String etag) {
        return new Source(bucket, key, etag, 1, Instant.EPOCH);
    }

    private static ObjectVersion object(String bucket, String key, String etag) {
        return new ObjectVersion(bucket, key, etag, 1);
    }
}
