package io.allasflow.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.PipelineEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchEventTest {
    private static final String ATTRIBUTES = """
            "specversion": "1.0", "id": "1", "type": "t", "source": "/s", "subject": "å", "time": "2026-01-01T00:00:00Z",
            "datacontenttype": "application/json", "correlationid": "c", "knativearrivaltime": null""";

    @TempDir
    private Path directory;

    @Test
    void is_what_the_service_gets() throws IOException {
        var event = read("{" + ATTRIBUTES + ", \"data\": {\"dataset\": \"å\", \"rows\": 3, \"later\": 1}}");
        assertThat(event.envelope()).isEqualTo(new Envelope("1", "t", "/s", "å", Map.of("correlationid", "c")));
        var cloudEvent = event.as(PipelineEvent.class);
        assertThat(cloudEvent.data()).isEqualTo(new PipelineEvent("å", null, null, 3L, null, null, null));
        assertThat(Envelope.of(cloudEvent)).isEqualTo(event.envelope());
    }

    @Test
    void takes_data_that_is_packed() throws IOException {
        // {"dataset":"a"}
        var event = read("{" + ATTRIBUTES + ", \"data_base64\": \"eyJkYXRhc2V0IjoiYSJ9\"}");
        assertThat(event.as(PipelineEvent.class).data().dataset()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "1", "{}",
        "{\"id\": \"1\", \"type\": \"t\", \"source\": \"/s\", \"data\": {}}",
        "{\"specversion\": \"1.0\", \"id\": \"1\", \"type\": \"t\", \"source\": \" \"}",
        "{\"specversion\": \"1.0\", \"id\": \"1\", \"type\": \"t\", \"source\": \"/s\", \"data_base64\": \"*\"}",
        "{\"specversion\": \"1.0\", \"id\": \"1\", \"type\": \"t\", \"source\": \"/s\", \"data_base64\": \"eyI=\"}"})
    void refuses_what_is_no_event(String text) {
        assertBad(() -> read(text));
    }

    @Test
    void refuses_a_file_that_is_not_there() {
        assertBad(() -> BatchEvent.read(directory.resolve("none")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "[]", "{\"rows\": \"x\"}"})
    void refuses_data_of_another_form(String data) throws IOException {
        var event = read("{" + ATTRIBUTES + ", \"data\": " + data + "}");
        assertBad(() -> event.as(PipelineEvent.class));
    }

    private BatchEvent read(String text) throws IOException {
        return BatchEvent.read(Files.writeString(directory.resolve("event"), text));
    }

    private static void assertBad(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PipelineException.class,
                bad -> assertThat(bad.code()).isEqualTo(ErrorCode.BAD_EVENT));
    }
}
