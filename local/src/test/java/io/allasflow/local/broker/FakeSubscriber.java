package io.allasflow.local.broker;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A service that keeps the events it gets and answers as a test wants.
final class FakeSubscriber implements AutoCloseable {
    record Reply(int status, Optional<Event> event, String body) {
        static Reply of(int status) {
            return new Reply(status, Optional.empty(), "status " + status);
        }
    }

    record Received(String path, Event event) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    FakeSubscriber(Function<Event, Reply> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var event = EventHttp.read(exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes())
                    .orElseThrow();
            received.add(new Received(exchange.getRequestURI().getPath(), event));
            var reply = answers.apply(event);
            reply.event().ifPresent(next -> next.attributes()
                    .forEach((name, value) -> exchange.getResponseHeaders().add("ce-" + name, value)));
            var body = reply.event().map(Event::data).orElseGet(reply.body()::getBytes);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Received> received() {
        return received;
    }

    List<String> receivedIds() {
        return received.stream().map(one -> one.event().id()).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
