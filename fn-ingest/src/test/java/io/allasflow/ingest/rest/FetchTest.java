package io.allasflow.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.ingest.rest.FakeApi.Answer;
import io.allasflow.ingest.rest.SourceState.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of an answer, of a refusal, and of the time.
class FetchTest {
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
    void keeps_a_single_answer_as_it_is() {
        api.answers(Answer.of("id;v\r\n1;ä\r\n").with("Content-Type", "text/csv; charset=utf-8"));

        var news = fetching.source(api.url("/t.csv?a=b"), "").fetch().orElseThrow();

        assertThat(fetching.store.text(fetching.body())).isEqualTo("id;v\r\n1;ä\r\n");
        assertThat(news.object().ref()).isEqualTo(fetching.body());
        assertThat(news.object().lastModified()).isNotNull();
        assertThat(api.asked()).containsExactly("/t.csv?a=b");
        var request = api.requests().getFirst();
        assertThat(List.of(request.header("User-agent"), request.header("Accept-encoding"))).containsExactly("test",
                "gzip");
        var state = fetching.state();
        assertThat(state.state()).isEqualTo(State.CHANGED);
        assertThat(state.triedAt()).isEqualTo(Fetching.START).isEqualTo(state.succeededAt());
        assertThat(state.nextAt()).isEqualTo(Fetching.START.plus(Duration.ofHours(1)));
        assertThat(state.bytes()).isEqualTo(12);
        assertThat(state.records()).isNull();
        assertThat(state.object().etag()).isEqualTo(news.object().etag());
    }

    @Test
    void the_same_bytes_are_no_news() {
        api.answers(Answer.of("[1]"));
        fetching.source(api.url("/"), "records: /d");
        api.answers(Answer.of("{\"d\":[1],\"at\":1}"), Answer.of("{\"at\":2,\"d\":[ 1 ]}"),
                Answer.of("{\"d\":[2]}"));
        assertThat(fetching.fetch()).isPresent();
        assertThat(fetching.fetch()).isEmpty();
        assertThat(fetching.state().state()).isEqualTo(State.UNCHANGED);
        assertThat(fetching.fetch()).isPresent();
    }

    @Test
    void asks_whether_it_changed() {
        api.answers(request -> "\"v 1\"".equals(request.header("If-none-match"))
                ? new Answer(304)
                : Answer.of("a\n").with("ETag", "\"v 1\"").with("Last-Modified", "Wed, 31 Dec 2025 00:00:00 GMT"));
        fetching.source(api.url("/"), "").fetch();
        fetching.later(Duration.ofHours(1));

        assertThat(fetching.fetch()).isEmpty();

        assertThat(api.requests().get(1).header("If-modified-since")).isEqualTo("Wed, 31 Dec 2025 00:00:00 GMT");
        var state = fetching.state();
        assertThat(state.state()).isEqualTo(State.UNCHANGED);
        assertThat(state.succeededAt()).isEqualTo(Fetching.START.plus(Duration.ofHours(1)));
        assertThat(state.bytes()).isEqualTo(2);
        // Other settings, another answer; and none to compare with if the object is gone.
        fetching.source(api.url("/"), "maxBytes: 500").fetch();
        assertThat(api.requests().get(2).header("If-none-match")).isNull();
        fetching.store.delete(fetching.body());
        assertThat(fetching.fetch()).isPresent();
        assertThat(api.requests().get(3).header("If-none-match")).isNull();
    }

    @Test
    void many_pages_are_asked_for_each_time() {
        api.answers(request -> Answer.of(request.target().endsWith("=1") ? "[1]" : "[]").with("ETag", "\"e\""));
        fetching.source(api.url("/"), "pagination: {type: page}").fetch();
        fetching.fetch();
        assertThat(api.requests()).hasSize(4).allSatisfy(
                request -> assertThat(request.header("If-none-match")).isNull());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | API_REFUSED     | REFUSED
            401 | API_REFUSED     | REFUSED
            404 | API_REFUSED     | REFUSED
            304 | API_UNUSABLE    | REFUSED
            204 | API_UNUSABLE    | REFUSED
            206 | API_UNUSABLE    | REFUSED
            300 | API_UNUSABLE    | REFUSED
            408 | API_UNAVAILABLE | FAILED
            500 | API_UNAVAILABLE | FAILED
            502 | API_UNAVAILABLE | FAILED
            503 | API_UNAVAILABLE | FAILED
            """)
    void tells_refusals_from_failures(int status, ErrorCode code, State state) {
        api.answers(
                new Answer(status, Map.of(), status == 304 || status == 204 ? new byte[0] : "hunter2".getBytes(), 0));
        fetching.source(api.url("/p?key=hunter2"), "every: PT2H");
        if (state == State.FAILED) {
            assertThatThrownBy(fetching::fetch).asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                    .returns(code, PipelineException::code);
        } else {
            assertThat(fetching.fetch()).isEmpty();
        }
        assertThat(fetching.code()).isEqualTo(code.name());
        assertThat(fetching.state().state()).isEqualTo(state);
        assertThat(fetching.state().error().message()).isEqualTo("source 'x' was answered " + status);
        assertThat(fetching.state().error().advice()).isNotBlank();
        assertThat(fetching.state().nextAt())
                .isEqualTo(Fetching.START.plus(Duration.ofMinutes(state == State.FAILED ? 30 : 120)));
    }

    @Test
    void waits_as_it_is_told() {
        api.answers(new Answer(429).with("Retry-After", "30"), new Answer(503).with("Retry-After", "0"),
                new Answer(429), new Answer(429), Answer.of("[1]").with("RateLimit-Remaining", "0")
                        .with("RateLimit-Reset", "60"),
                Answer.of("[]").with("X-RateLimit-Remaining", "0").with("X-RateLimit-Reset", "99"));
        assertThat(fetching.source(api.url("/"), "pagination: {type: page}").fetch()).isPresent();
        // After the last page nothing is waited for.
        assertThat(fetching.pauses).extracting(Duration::toSeconds).containsExactly(30L, 1L, 8L, 16L, 60L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429 | Retry-After: 600                        | 600
            429 | Retry-After: Thu, 01 Jan 2026 02:00:00 GMT | 7200
            429 | Retry-After: 99999999                   | 86400
            503 | Retry-After: 481                        | 481
            200 | X-RateLimit-Remaining: 0 ~ X-RateLimit-Reset: 900 | 900
            """)
    void does_not_wait_longer_than_there_is_time(int status, String headers, long seconds) {
        var answer = status == 200 ? Answer.of("[1]") : new Answer(status);
        for (var header : headers.split(" ~ ")) {
            answer = answer.with(header.split(": ")[0], header.split(": ")[1]);
        }
        api.answers(answer);
        fetching.source(api.url("/"), "pagination: {type: page}, every: PT1M");

        // Answered, so that Knative does not ask again within seconds.
        assertThat(fetching.fetch()).isEmpty();

        assertThat(fetching.pauses).isEmpty();
        assertThat(fetching.code()).isEqualTo("API_RATE_LIMITED");
        assertThat(fetching.state().state()).isEqualTo(State.RATE_LIMITED);
        assertThat(fetching.state().nextAt()).isEqualTo(Fetching.START.plusSeconds(seconds));
        assertThat(fetching.text()).isNull();
    }

    @Test
    void gives_up_when_limits_never_end() {
        api.answers(new Answer(429).with("Retry-After", "1"));
        assertThat(fetching.source(api.url("/"), "").fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("API_RATE_LIMITED");
        assertThat(api.requests()).hasSize(11);
        api.answers(new Answer(429));
        assertThat(fetching.fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("API_RATE_LIMITED");
    }

    @Test
    void takes_no_longer_than_it_may() {
        api.answers(_ -> {
            fetching.later(Duration.ofMinutes(3));
            return Answer.of("[1]");
        });
        assertThat(fetching.source(api.url("/"), "pagination: {type: page}").fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("API_UNUSABLE");
        assertThat(fetching.state().error().message()).isEqualTo("source 'x' takes more than 8 minutes");
        assertThat(api.requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unpacks_what_is_compressed(boolean zipped) {
        var answer = Answer.of("{\"d\":[1]}");
        api.answers(zipped ? answer.zipped() : answer);
        assertThat(fetching.source(api.url("/"), "records: /d, maxBytes: 9").fetch()).isPresent();
        assertThat(fetching.text()).isEqualTo("1\n");
        assertThat(fetching.state().bytes()).isEqualTo(9);
        assertThat(fetching.source(api.url("/"), "records: /d, maxBytes: 8").fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("TOO_LARGE");
    }

    @Test
    void limits_all_pages_together() {
        api.answers(Answer.of("[1,2,3]"));
        assertThat(fetching.source(api.url("/"), "maxBytes: 20, pagination: {type: page}").fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("TOO_LARGE");
        assertThat(api.requests()).hasSize(3);
    }

    @Test
    void refuses_a_bomb() {
        api.answers(Answer.of(" ".repeat(100 << 20)).zipped());
        assertThat(fetching.source(api.url("/"), "records: /d").fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("ARCHIVE_BOMB");
        assertThat(fetching.source(api.url("/"), "").fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("ARCHIVE_BOMB");
    }

    @Test
    void damaged_compression_is_told() {
        api.answers(Answer.of("plain").with("Content-Encoding", "gzip"));
        assertThat(fetching.source(api.url("/"), "").fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("DAMAGED_ARCHIVE");
    }

    @Test
    void an_answer_cut_short_is_for_later() {
        api.answers(Answer.of("a,b\n1,2\n").cutShort());
        assertThatThrownBy(() -> fetching.source(api.url("/"), "").fetch())
                .asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                .returns(ErrorCode.API_UNAVAILABLE, PipelineException::code);
        api.answers(Answer.of("a,b\n1,2\n").zipped().cutShort());
        assertThatThrownBy(fetching::fetch).asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                .returns(ErrorCode.API_UNAVAILABLE, PipelineException::code);
        assertThat(fetching.store.text(fetching.body())).isNull();
    }

    @Test
    void silence_ends() throws InterruptedException {
        api.answers(_ -> {
            try {
                Thread.sleep(3000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Answer(200);
        });
        fetching.source(api.url("/"), "timeout: PT1S");
        assertThatThrownBy(fetching::fetch).hasMessageContaining("did not answer in time");
        assertThat(fetching.code()).isEqualTo("API_UNAVAILABLE");
    }

    @Test
    void an_endless_head_does_no_harm() {
        api.answers(Answer.of("a").with("X", "x".repeat(100_000)));
        assertThatThrownBy(() -> fetching.source(api.url("/"), "").fetch()).hasMessageContaining("broke off");
    }

    @Test
    void a_repeated_event_is_answered_once() {
        api.answers(Answer.of("a"), Answer.of("b"), new Answer(500), Answer.of("c"), new Answer(401));
        fetching.source(api.url("/"), "");
        var due = new SourceDue("x", Fetching.START);
        assertThat(fetching.fetch(due)).isPresent();
        assertThat(fetching.fetch(due)).isEmpty();
        assertThat(api.requests()).hasSize(1);
        fetching.later(Duration.ofHours(1));
        var next = new SourceDue("x", fetching.now());
        fetching.later(Duration.ofSeconds(20));
        assertThat(fetching.fetch(next)).isPresent();
        assertThat(fetching.state().nextAt()).isEqualTo(Instant.parse("2026-01-01T02:00:00Z"));
        // Until it is answered at all.
        fetching.later(Duration.ofHours(1));
        var third = new SourceDue("x", fetching.now());
        assertThatThrownBy(() -> fetching.fetch(third)).isInstanceOf(PipelineException.class);
        assertThat(fetching.fetch(third)).isPresent();
        var fourth = new SourceDue("x", fetching.now().plusSeconds(1));
        fetching.later(Duration.ofSeconds(2));
        assertThat(fetching.fetch(fourth)).isEmpty();
        assertThat(fetching.fetch(fourth)).isEmpty();
        assertThat(api.requests()).hasSize(5);
    }

    @Test
    void nothing_of_others_is_overwritten() {
        api.answers(Answer.of("[1]"));
        fetching.store.put(fetching.lines(), "mine".getBytes());
        assertThat(fetching.source(api.url("/"), "pagination: {type: link}").fetch()).isEmpty();
        assertThat(fetching.code()).isEqualTo("CONFIG_INVALID");
        assertThat(fetching.state().error().message()).contains("would overwrite data/in/rest/x.ndjson");
        assertThat(fetching.text()).isEqualTo("mine");
        assertThat(api.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "../z", ""})
    void only_what_is_configured_is_fetched(String name) {
        fetching.config("sources: [{name: x, url: '" + api.url("/") + "'}, {name: ../z, url: '" + api.url("/") + "'}]");
        assertThatThrownBy(() -> fetching.fetch(new SourceDue(name, null)))
                .asInstanceOf(InstanceOfAssertFactories.type(PipelineException.class))
                .returns(ErrorCode.BAD_EVENT, PipelineException::code);
        assertThat(api.requests()).isEmpty();
    }
}
