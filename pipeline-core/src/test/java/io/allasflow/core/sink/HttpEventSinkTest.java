package io.allasflow.core.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.Envelope;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.event.LargeObjects;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEventSinkTest {
    private static final PipelineEvent DATA = new PipelineEvent("köpa", new PipelineEvent.Source("data", "köpa.csv",
            "0a", 42, Instant.parse("2026-01-01T00:00:00Z")), null, null, "defaults", null, null);

    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer server;
    private volatile int status = 202;
    private volatile boolean silent;
    private volatile String method;
    private volatile byte[] body;
    private final Map<String, String> headers = new TreeMap<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        method = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        body = exchange.getRequestBody().readAllBytes();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join("|", values)));
        if (silent) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/broker?x=1");
    }

    private static Envelope event(Map<String, String> ofThePing) {
        return new Envelope("ping-1", EventTypes.PING, "/test", null, ofThePing)
                .next(EventTypes.DISCOVERED, "discovered", "fn-ingest", DATA).withSubject("köpa.csv");
    }

    @Test
    void posts_in_binary_mode() throws IOException {
        new HttpEventSink(uri(), Map.of(), LargeObjects.NONE).send(event(Map.of("correlationid", "c-1")), DATA);

        assertThat(method).isEqualTo("POST /broker?x=1");
        assertThat(headers).containsAllEntriesOf(Map.of(
                "ce-specversion", "1.0",
                "ce-id", "k%C3%B6pa@0a#discovered#defaults",
                "ce-type", "io.allasflow.object.discovered.v1",
                "ce-source", "/allasflow/fn-ingest/data",
                "ce-subject", "k%C3%B6pa.csv",
                "ce-correlationid", "c-1",
                "ce-causationid", "ping-1",
                "ce-partitionkey", "k%C3%B6pa",
                "content-type", "application/json"));
        assertThat(Json.MAPPER.readTree(body)).isEqualTo(Json.MAPPER.readTree("""
                {"dataset": "köpa", "source": {"bucket": "data", "key": "köpa.csv", "etag": "0a", "size": 42,
                 "lastModified": "2026-01-01T00:00:00Z"}, "configHash": "defaults"}"""));
    }

    @Test
    void sends_what_a_header_may_not_hold_percent_encoded() {
        new HttpEventSink(uri(), Map.of(), LargeObjects.NONE)
                .send(event(Map.of("correlationid", "a\r\nX-Evil: ä\ud83d\ude00 %41\u007f")), DATA);

        assertThat(headers).containsEntry("ce-correlationid", "a%0D%0AX-Evil:%20%C3%A4%F0%9F%98%80%20%41%7F")
                .doesNotContainKey("x-evil");
    }

    @ParameterizedTest
    @CsvSource({"42,large", "43,normal"})
    void tells_the_size_and_what_the_sink_wants_told(long from, String size) {
        new HttpEventSink(uri(), Map.of("team", "a b", "correlationid", "d"), new LargeObjects(OptionalLong.of(from)))
                .send(event(Map.of("correlationid", "c")), DATA);
        assertThat(headers).containsEntry("ce-sizeclass", size).containsEntry("ce-team", "a%20b")
                .containsEntry("ce-correlationid", "d");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void is_content_with_any_success(int answer) {
        status = answer;
        assertThatCode(() -> new HttpEventSink(uri(), Map.of(), LargeObjects.NONE).send(event(Map.of()), DATA))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 404, 413, 429, 500, 503})
    void says_what_the_sink_answered(int answer) {
        status = answer;
        assertUnavailable(new HttpEventSink(uri(), Map.of(), LargeObjects.NONE), "answered " + answer);
    }

    @Test
    void says_that_nobody_is_there() {
        var nobody = uri();
        server.stop(0);
        assertUnavailable(new HttpEventSink(nobody, Map.of(), LargeObjects.NONE),
                "could not be reached: ConnectException");
    }

    @Test
    void says_that_the_name_is_unknown() {
        assertUnavailable(new HttpEventSink(URI.create("http://broker.invalid/"), Map.of(), LargeObjects.NONE),
                "could not be reached");
    }

    /// A broker may answer only after the work behind it is done; the event was taken, perhaps.
    @Test
    void takes_no_answer_in_time_for_a_success() {
        silent = true;
        assertThatCode(() -> new HttpEventSink(uri(), Map.of(), LargeObjects.NONE, Duration.ofMillis(200))
                .send(event(Map.of()), DATA))
                .doesNotThrowAnyException();
        assertThat(method).startsWith("POST");
    }

    private static void assertUnavailable(HttpEventSink sink, String why) {
        assertThatThrownBy(() -> sink.send(event(Map.of()), DATA)).isInstanceOfSatisfying(PipelineException.class,
                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.SINK_UNAVAILABLE)).hasMessageContaining(why);
    }
}
