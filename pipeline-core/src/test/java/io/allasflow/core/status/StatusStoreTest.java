package io.allasflow.core.status;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.MemoryObjectStore;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusStoreTest {
    private static final BucketLayout LAYOUT = new BucketLayout("b", "", "b", "pipeline/");
    private final MemoryObjectStore objects = new MemoryObjectStore();
    private final StatusStore statuses = new StatusStore(objects, LAYOUT);

    @Test
    void reads_what_it_wrote() {
        assertThat(statuses.read("a/ü")).isEmpty();
        var written = statuses.update("a/ü", status -> status.about(
                new PipelineEvent.Source("b", "a/ü.csv", "e", 1, Instant.EPOCH), "c", "p"));
        assertThat(statuses.read("a/ü")).contains(written);
        assertThat(written.dataset()).isEqualTo("a/ü");
        assertThat(objects.refs()).containsExactly(LAYOUT.output(Output.STATUS, "a/ü"));
    }

    static Stream<String> damage() {
        return Stream.of("", " ", "null", "1", "[]", "{}", "\"x\"", "{\"dataset\": \"d\"", "\u0000\u0000\u0000",
                "{\"state\": \"cleaned\"}",
                "{\"dataset\": \"d\"}",
                "{\"dataset\": \"d\", \"state\": \"CLEAN\"}",
                "{\"dataset\": \"d\", \"state\": 3}",
                "{\"dataset\": \"d\", \"state\": \"cleaned\", \"source\": {}}",
                "{\"dataset\": \"d\", \"state\": \"cleaned\", \"source\": {\"key\": \"k\"}}",
                "{\"dataset\": \"d\", \"state\": \"cleaned\", \"stages\": [null]}",
                "{\"dataset\": \"d\", \"state\": \"cleaned\", \"stages\": [{}]}",
                "{\"dataset\": \"d\", \"state\": \"cleaned\", \"stages\": [{\"stage\": \"clean\", \"state\": \"cleaned\"}]}",
                "{\"dataset\": \"d\", \"state\": \"cleaned\", \"conflicts\": [{\"key\": \"k\"}]}",
                "{\"dataset\": \"d\", \"state\": \"cleaned\", \"history\": [null]}",
                "[".repeat(100_000), "{\"dataset\": \"" + "x".repeat(2_000_000) + "\", \"state\": \"cleaned\"}");
    }

    @ParameterizedTest
    @MethodSource("damage")
    void what_is_no_status_counts_as_absent_and_is_replaced(String json) {
        check(json, UTF_8);
    }

    @Test
    void bytes_that_are_no_text_count_as_absent() {
        check("\ufffe\uffff{", UTF_16);
        check("ä", Charset.forName("UTF-32"));
    }

    private void check(String json, Charset charset) {
        objects.put(LAYOUT.output(Output.STATUS, "d"), json.getBytes(charset));
        assertThat(statuses.read("d")).isEmpty();
        assertThat(statuses.update("d", status -> status.withConflict(new Status.Conflict("k", "e"))))
                .isEqualTo(Status.empty("d").withConflict(new Status.Conflict("k", "e")));
        assertThat(statuses.read("d")).isPresent();
    }

    @Test
    void a_store_that_fails_is_not_an_absent_status() {
        var failing = new MemoryObjectStore() {
            @Override
            protected void beforeCall(String call) {
                throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, call);
            }
        };
        assertThatThrownBy(() -> new StatusStore(failing, LAYOUT).read("d"))
                .asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                .returns(ErrorCode.STORE_UNAVAILABLE, PipelineException::code);
    }
}
