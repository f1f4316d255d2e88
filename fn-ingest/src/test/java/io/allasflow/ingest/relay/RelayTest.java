package io.allasflow.ingest.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.stage.Stage;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.ingest.deadletter.DeadLetters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final BucketLayout LAYOUT = new BucketLayout("data", "", "data", "pipeline/");
    private static final Map<String, String> ANSWERS = Map.of(EventTypes.DISCOVERED, EventTypes.INGESTED,
            EventTypes.INGESTED, EventTypes.CLEANED, EventTypes.CLEANED, EventTypes.SUMMARIZED);

    private final MemoryObjectStore store = new MemoryObjectStore();
    /// `<path> <type> <id> <body>` of each request.
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostAtATime = new AtomicInteger();
    private volatile Semaphore gate = new Semaphore(1_000_000);
    private volatile int failure = 503;
    private HttpServer server;
    private Relay relay;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        var base = "http://127.0.0.1:" + server.getAddress().getPort();
        relay = relay(base, Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        gate.release(1_000_000);
        relay.close();
        server.stop(0);
    }

    private Relay relay(String base, Duration patience) {
        return new Relay(Map.of(Stage.INGEST, URI.create(base + "/ingest"), Stage.CLEAN, URI.create(base + "/clean"),
                Stage.SUMMARIZE, URI.create(base + "/summarize")),
                new DeadLetters(store, LAYOUT, Clock.systemUTC(), "1"), Duration.ofMillis(1), patience);
    }

    private void answer(HttpExchange exchange) throws IOException {
        mostAtATime.accumulateAndGet(running.incrementAndGet(), Math::max);
        gate.acquireUninterruptibly();
        var type = exchange.getRequestHeaders().getFirst("ce-type");
        requests.add(exchange.getRequestURI().getPath() + " " + type.replace("io.allasflow.", "") + " "
                + exchange.getRequestHeaders().getFirst("ce-id") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        running.decrementAndGet();
        if (failures.getOrDefault(type, new AtomicInteger()).getAndDecrement() > 0) {
            exchange.sendResponseHeaders(failure, -1);
        } else if (ANSWERS.containsKey(type)) {
            exchange.getResponseHeaders().add("ce-type", ANSWERS.get(type));
            exchange.getResponseHeaders().add("ce-id", exchange.getRequestHeaders().getFirst("ce-id") + "+");
            exchange.getResponseHeaders().add("ce-source", "/test");
            exchange.getResponseHeaders().add("ce-specversion", "1.0");
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write("[1]".getBytes(StandardCharsets.UTF_8));
        } else {
            exchange.sendResponseHeaders(204, -1);
        }
        exchange.close();
    }

    @Test
    void takes_each_answer_for_the_next_event() throws InterruptedException {
        send(EventTypes.DISCOVERED, "a");
        await(() -> requests.size() == 4);
        assertThat(requests).containsExactly("/ingest object.discovered.v1 a {}", "/clean object.ingested.v1 a+ [1]",
                "/summarize object.cleaned.v1 a++ [1]", "/summarize object.summarized.v1 a+++ [1]");
    }

    /// It may be at it still: the scan sends again what is overdue.
    @Test
    void does_not_ask_again_who_does_not_answer() throws InterruptedException {
        relay.close();
        relay = relay("http://127.0.0.1:" + server.getAddress().getPort(), Duration.ofMillis(200));
        gate = new Semaphore(0);
        send(EventTypes.INGESTED, "a");
        await(() -> running.get() == 1);
        Thread.sleep(1000);
        assertThat(mostAtATime).hasValue(1);
        assertThat(store.refs()).isEmpty();
        send(EventTypes.INGESTED, "b");
        await(() -> running.get() == 2);
    }

    @Test
    void lets_go_what_nobody_takes() throws InterruptedException {
        send(EventTypes.SCANNED, "a");
        send(EventTypes.DIVIDED, "b");
        send(EventTypes.REJECTED, "c");
        await(() -> requests.size() == 1);
        assertThat(requests).containsExactly("/summarize object.rejected.v1 c {}");
    }

    @Test
    void tries_again_what_is_for_later() throws InterruptedException {
        failures.put(EventTypes.REJECTED, new AtomicInteger(5));
        send(EventTypes.REJECTED, "a");
        await(() -> requests.size() == 6);
        assertThat(letters()).isEmpty();
    }

    @Test
    void keeps_what_was_tried_often_enough() throws InterruptedException {
        failures.put(EventTypes.REJECTED, new AtomicInteger(6));
        send(EventTypes.REJECTED, "a");
        await(() -> !letters().isEmpty());
        assertThat(requests).hasSize(6);
    }

    @Test
    void keeps_what_no_retry_helps() throws InterruptedException {
        failure = 400;
        failures.put(EventTypes.REJECTED, new AtomicInteger(1));
        send(EventTypes.REJECTED, "a");
        await(() -> !letters().isEmpty());
        assertThat(requests).hasSize(1);
    }

    @Test
    void gives_a_function_as_many_at_a_time_as_it_takes() throws InterruptedException {
        gate = new Semaphore(0);
        for (int i = 0; i < 20; i++) {
            send(EventTypes.SOURCE_DUE, "e" + i);
        }
        await(() -> running.get() == Relay.AT_A_TIME.get(Stage.INGEST));
        gate.release(20);
        await(() -> requests.size() == 20);
        assertThat(mostAtATime).hasValue(Relay.AT_A_TIME.get(Stage.INGEST));
    }

    @Test
    void lets_an_event_wait_once() throws InterruptedException {
        gate = new Semaphore(0);
        send(EventTypes.REJECTED, "a");
        await(() -> running.get() == 1);
        // The first is at work, and may have read what the second is about.
        for (int i = 0; i < 3; i++) {
            send(EventTypes.REJECTED, "a");
            send(EventTypes.INDEX_STALE, "a");
        }
        send(EventTypes.REJECTED, "b");
        gate.release(1_000_000);
        await(() -> requests.stream().anyMatch(request -> request.contains(" b ")));
        assertThat(requests).containsExactly("/summarize object.rejected.v1 a {}",
                "/summarize object.rejected.v1 a {}", "/summarize index.stale.v1 a {}",
                "/summarize object.rejected.v1 b {}");
        send(EventTypes.REJECTED, "a");
        await(() -> requests.size() == 5);
    }

    @Test
    void refuses_what_finds_no_room() {
        gate = new Semaphore(0);
        assertThatThrownBy(() -> {
            for (int i = 0; i < 10_000; i++) {
                send(EventTypes.REJECTED, "e" + i);
            }
        }).isInstanceOfSatisfying(PipelineException.class,
                busy -> assertThat(busy.code()).isEqualTo(ErrorCode.BUSY));
    }

    private void send(String type, String id) {
        relay.accept(Map.of("type", type, "id", id, "source", "/test", "specversion", "1.0"),
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private List<?> letters() {
        return store.list(LAYOUT.outputBucket(), "pipeline/deadletter/", null).objects();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (var end = System.nanoTime() + Duration.ofSeconds(20).toNanos(); !condition.getAsBoolean(); Thread
                .sleep(5)) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }
}
