package io.allasflow.local.broker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// A small stand-in for a Knative broker and its triggers, for a laptop and for tests, reachable from this machine only.
///
/// POST a CloudEvent, binary or structured, to [#endpoint()] and the answer is 202; it then goes to the subscriber of each
/// trigger that matches. A 2xx reply that is a CloudEvent comes in as a new event; 404, 408, 409, 429, 5xx and no
/// answer are retried as the trigger's delivery has it; anything else, and what is out of retries, goes to its
/// dead-letter sink.
///
/// What it is not: nothing is kept on disk, so a stop loses what is queued (as Knative's in-memory channel does); it
/// answers before delivery (as Knative does with a persistent channel); only filters by exact attributes work.
public final class Broker implements AutoCloseable {
    private static final int MAX_EVENT_BYTES = 1 << 20;
    private static final int BACKLOG = 1024;
    private static final Duration POLL = Duration.ofMillis(5);

    private final HttpServer server;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Consumer<Activity>> listeners = new CopyOnWriteArrayList<>();
    private final Dispatcher dispatcher;

    private Broker(Options options, List<Trigger> triggers) throws IOException {
        dispatcher = new Dispatcher(triggers, options.concurrency(), options.speedUp(),
                activity -> listeners.forEach(listener -> listener.accept(activity)));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), options.port()), BACKLOG);
        server.setExecutor(requests);
        server.createContext("/", this::handle);
        server.start();
    }

    /// @param port 0 for a free one
    /// @param concurrency how many events one service gets at a time
    /// @param speedUp by how much waits before a retry are shorter than the trigger has them
    public record Options(int port, int concurrency, double speedUp) {
        public static final Options DEFAULT = new Options(0, 4, 1);
    }

    public static Broker start(Options options, List<Trigger> triggers) throws IOException {
        return new Broker(options, triggers);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Calls `listener` from the thread something happens on: it must be quick and safe for many threads.
    public void listen(Consumer<Activity> listener) {
        listeners.add(listener);
    }

    /// From now on lets these things go wrong.
    public void faults(Faults faults) {
        dispatcher.faults(faults);
    }

    /// As if the process died and came back: all that is queued is forgotten, replies under way too.
    public void restart() {
        dispatcher.restart();
    }

    /// Nothing is queued, in flight or waiting for a retry.
    public boolean idle() {
        return dispatcher.idle();
    }

    /// @return whether it was idle before `limit` was over
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (!idle()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }

    /// The same as a POST, without HTTP.
    public void send(Event event) {
        dispatcher.accept(event);
    }

    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
        dispatcher.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                answer(exchange, 405, "Only POST");
                return;
            }
            var body = exchange.getRequestBody().readNBytes(MAX_EVENT_BYTES + 1);
            if (body.length > MAX_EVENT_BYTES) {
                answer(exchange, 413, "An event holds at most " + MAX_EVENT_BYTES + " bytes");
                return;
            }
            try {
                dispatcher.accept(EventHttp.read(exchange.getRequestHeaders(), body)
                        .orElseThrow(() -> new IllegalArgumentException("Not a CloudEvent: it has no ce-type")));
                answer(exchange, 202, "");
            } catch (IllegalArgumentException e) {
                answer(exchange, 400, e.getMessage());
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
