package io.allasflow.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.ingest.rest.FakeApi.Answer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DueSourcesTest {
    private FakeApi api;
    private Fetching fetching;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
        fetching = Fetching.from(api);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void nothing_is_due_without_sources() {
        assertThat(fetching.ping()).isEmpty();
        assertThat(fetching.config("clean: {}").ping()).isEmpty();
        assertThat(fetching.sent).isEmpty();
    }

    @Test
    void a_source_is_due_until_it_is_fetched_and_then_every_so_often() {
        api.answers(Answer.of("a"));
        fetching.source(api.url("/"), "every: PT1H");
        for (int hour = 0; hour < 3; hour++) {
            assertThat(fetching.ping()).isEmpty();
            assertThat(fetching.sent).containsExactly(new SourceDue("x", fetching.now()));
            // As long as nothing came of it.
            assertThat(fetching.ping()).isEmpty();
            var due = fetching.sent.getFirst();
            fetching.later(Duration.ofSeconds(30));
            fetching.fetch(due);
            for (int quarter = 1; quarter < 4; quarter++) {
                fetching.later(Duration.ofMinutes(15).minusSeconds(quarter == 1 ? 30 : 0));
                fetching.ping();
                assertThat(fetching.sent).isEmpty();
            }
            // A little early.
            fetching.later(Duration.ofMinutes(15).minusSeconds(1));
        }
    }

    @Test
    void other_settings_are_tried_at_once() {
        api.answers(new Answer(401), Answer.of("a"));
        fetching.source(api.url("/"), "every: P1D").fetch();
        fetching.ping();
        assertThat(fetching.sent).isEmpty();
        fetching.source(api.url("/other"), "every: P1D").ping();
        assertThat(fetching.sent).hasSize(1);
    }

    @Test
    void a_limit_is_respected() {
        api.answers(new Answer(429).with("Retry-After", "7200"));
        fetching.source(api.url("/"), "").fetch();
        fetching.later(Duration.ofMinutes(118));
        fetching.ping();
        assertThat(fetching.sent).isEmpty();
        fetching.later(Duration.ofMinutes(2));
        fetching.ping();
        assertThat(fetching.sent).hasSize(1);
    }

    @Test
    void what_is_wrong_with_one_is_told_and_the_others_are_sent() {
        var yaml = "sources:\n  - {name: x, url: 'ftp://a.fi'}\n  - {name: y, url: 'https://a.fi'}\n"
                + "  - {name: '../z', url: 'https://a.fi'}\n";
        assertThat(fetching.config(yaml).ping()).as("the next ping would meet it too").isEmpty();
        assertThat(fetching.sent).extracting(SourceDue::name).containsExactly("y");
        assertThat(fetching.state().error().message())
                .startsWith("config/pipeline.yaml line 2: sources.0.url must be");
        assertThat(fetching.state().triedAt()).isEqualTo(Fetching.START);
        // Told once.
        fetching.later(Duration.ofMinutes(15));
        assertThat(fetching.ping()).isEmpty();
        assertThat(fetching.state().triedAt()).isEqualTo(Fetching.START);
        assertThat(fetching.store.refs()).hasSize(2);
        assertThat(fetching.fetch()).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_used_is_told() {
        assertThat(fetching.config("sources: {").ping()).hasValueSatisfying(
                e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID));
    }

    @Test
    void a_sink_that_is_down_is_told_and_the_source_stays_due() {
        fetching.source(api.url("/"), "");
        fetching.sinkFailure = new PipelineException(ErrorCode.SINK_UNAVAILABLE, "down");
        assertThat(fetching.ping()).containsSame(fetching.sinkFailure);
        fetching.sinkFailure = null;
        assertThat(fetching.ping()).isEmpty();
        assertThat(fetching.sent).hasSize(1);
    }

    @Test
    void a_state_is_of_the_source_that_it_was_asked_for() {
        fetching.config("sources: [{name: x, url: 'ftp://a.fi'}]");
        fetching.ping();
        var ref = fetching.store.refs().stream().filter(written -> written.key().endsWith("sources/x.json")).findFirst()
                .orElseThrow();
        fetching.store.put(ref, "{\"name\": \"../../elsewhere\"}".getBytes());
        fetching.ping();
        assertThat(fetching.store.refs()).as("nothing is written elsewhere").hasSize(2);
        assertThat(fetching.state().name()).isEqualTo("x");
        assertThat(fetching.state().error()).isNotNull();
    }

    @Test
    void a_state_that_somebody_spoilt_is_none() {
        api.answers(Answer.of("a"));
        fetching.source(api.url("/"), "").fetch();
        fetching.store.refs().stream().filter(ref -> ref.key().endsWith("sources/x.json")).toList()
                .forEach(ref -> fetching.store.put(ref, "x".getBytes()));
        fetching.ping();
        assertThat(fetching.sent).hasSize(1);
    }
}
