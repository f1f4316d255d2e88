package io.allasflow.core.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.config.Settings;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.sink.EventSink;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchRunTest {
    private static final List<Duration> PAUSES = List.of(Duration.ZERO, Duration.ZERO);

    @TempDir
    private Path directory;
    private final Map<String, String> environment = new HashMap<>(Map.of("DATA_BUCKET", "data", "ALLAS_ACCESS_KEY", "a",
            "ALLAS_SECRET_KEY", "b", "K_SINK", "http://broker"));
    private final List<String> sent = new ArrayList<>();
    private int refusals;
    private RuntimeException failure;
    private boolean silent;

    @Test
    void sends_the_answer() throws IOException {
        assertThat(run("t")).isZero();
        assertThat(sent).containsExactly("t.next 1");
    }

    @Test
    void is_done_without_an_answer() throws IOException {
        silent = true;
        assertThat(run("t")).isZero();
        assertThat(sent).isEmpty();
    }

    @Test
    void asks_the_sink_again() throws IOException {
        refusals = 2;
        assertThat(run("t")).isZero();
        assertThat(sent).containsExactly("t.next 1");
        refusals = 3;
        assertThat(run("t")).isEqualTo(75);
    }

    @Test
    void ends_by_what_a_repeat_helps() throws IOException {
        for (var code : ErrorCode.values()) {
            failure = new PipelineException(code, "x");
            assertThat(run("t")).as(code.name()).isEqualTo(code.kind() == ErrorCode.Kind.TRANSIENT ? 75 : 65);
        }
        failure = new IllegalStateException("x");
        assertThat(run("t")).isEqualTo(70);
        assertThat(run("unknown")).isEqualTo(65);
    }

    @Test
    void begins_nothing_without_a_sink() throws IOException {
        environment.remove("K_SINK");
        failure = new IllegalStateException("begun");
        assertThat(run("t")).isEqualTo(2);
    }

    private int run(String type) throws IOException {
        var file = Files.writeString(directory.resolve("event"),
                "{\"id\": \"1\", \"source\": \"/s\", \"specversion\": \"1.0\", \"data\": 1, \"type\": \"" + type
                        + "\"}");
        var function = new BatchFunction() {
            @Override
            public String type() {
                return "t";
            }

            @Override
            public CloudEvent<?> run(BatchEvent event) {
                if (failure != null) {
                    throw failure;
                }
                return silent ? null : event.envelope().nextWithoutDataset("t.next", "next", "test").wrap(event.data());
            }
        };
        EventSink sink = (envelope, data) -> {
            if (refusals-- > 0) {
                throw new PipelineException(ErrorCode.SINK_UNAVAILABLE, "down");
            }
            sent.add(envelope.type() + " " + data);
        };
        return new BatchRun(List.of(function), Settings.from(environment), sink, file, PAUSES).run();
    }
}
