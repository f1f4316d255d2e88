package io.allasflow.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.error.PipelineException;
import io.allasflow.ingest.rest.FakeApi.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Secrets reach the API and nothing else.
class SecretsTest {
    private static final String SECRET = "hunter2-7d1c";
    private static final String HEADERS = "headers: {Authorization: 'Bearer ${SOURCE_SECRET_TOKEN}', X: 'a$b'}";

    /// The server's own, and the client's, which are off in the functions (the end-to-end test looks at that).
    private static final List<String> HTTP = List.of("com.sun.net.httpserver", "org.apache.hc");

    private FakeApi api;
    private Fetching fetching;
    private final List<String> told = new ArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (HTTP.stream().anyMatch(line.getLoggerName()::startsWith)) {
                return;
            }
            told.add(line.getMessage() + Arrays.toString(line.getParameters())
                    + trace(line.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
        fetching = Fetching.from(api);
        fetching.environment.put("SOURCE_SECRET_TOKEN", SECRET + "\n");
        fetching.environment.put("ALLAS_SECRET_KEY", SECRET);
        LogManager.getLogManager().getLogger("").addHandler(log);
    }

    @AfterEach
    void stop() {
        LogManager.getLogManager().getLogger("").removeHandler(log);
        api.close();
    }

    @Test
    void they_are_sent() {
        api.answers(Answer.of("a"));
        fetching.source(api.url("/"), HEADERS).fetch();
        assertThat(api.requests().getFirst().headers().get("Authorization")).containsExactly("Bearer " + SECRET);
        assertThat(api.requests().getFirst().header("X")).isEqualTo("a$b");
    }

    @Test
    void they_are_never_told() {
        var echo = "{\"" + SECRET + "\":";
        var answers = List.of(Answer.of("a"), new Answer(401, Map.of(), SECRET.getBytes(), 0),
                new Answer(500).with("X", SECRET), new Answer(302).with("Location", "https://127.0.0.1/" + SECRET),
                new Answer(302).with("Location", SECRET + " : //"), new Answer(429).with("Retry-After", SECRET),
                Answer.of(echo), Answer.of(SECRET), Answer.of("[]").with("Link", SECRET),
                Answer.of("[]").with("Content-Encoding", SECRET), Answer.of(SECRET).cutShort(),
                Answer.of("[]").with("Link", "<https://127.0.0.1/?" + SECRET + ">; rel=next"),
                Answer.of("[]").with("Link", "<" + SECRET + "^>; rel=next"));
        for (var answer : answers) {
            for (var more : List.of("records: /d", "pagination: {type: link}")) {
                api.answers(answer);
                attempt(fetching.source(api.url("/" + SECRET + "?key=" + SECRET), HEADERS + ", " + more));
            }
        }
        for (var url : List.of("https://127.0.0.1/?" + SECRET, "http://a.fi/?" + SECRET,
                "https://no.invalid/" + SECRET, "http://localhost:" + api.port() + "/" + SECRET + "^",
                "https://" + SECRET + "@a.fi")) {
            attempt(fetching.source(url, HEADERS));
        }
        fetching.environment.put("SOURCE_SECRET_TOKEN", SECRET + "\n" + SECRET);
        attempt(fetching.source(api.url("/"), HEADERS));
        assertThat(fetching.state().error().message()).isEqualTo("source 'x': its header Authorization needs the "
                + "environment variable SOURCE_SECRET_TOKEN of fn-ingest, which is not one line of ASCII");
        assertThat(told).hasSizeGreaterThan(30).noneMatch(text -> text.contains(SECRET));
    }

    private void attempt(Fetching with) {
        try {
            with.ping().ifPresent(e -> told.add(trace(e)));
            with.fetch();
        } catch (PipelineException e) {
            told.add(trace(e));
        }
        told.add(with.bucket());
        told.add(with.sent.toString());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n"})
    void one_that_is_not_set_is_named(String value) {
        fetching.environment.put("SOURCE_SECRET_TOKEN", value);
        assertThat(fetching.source(api.url("/"), HEADERS).fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("CONFIG_INVALID");
        assertThat(fetching.state().error().message()).isEqualTo("source 'x': its header Authorization needs the "
                + "environment variable SOURCE_SECRET_TOKEN of fn-ingest, which is not set");
        assertThat(api.requests()).isEmpty();
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }
}
