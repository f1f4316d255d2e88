package io.allasflow.ingest.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/// An API on this machine that answers as a test says, and keeps what it was asked.
final class FakeApi implements AutoCloseable {
    private final HttpServer server;
    private final List<Request> requests = new ArrayList<>();
    private Function<Request, Answer> answers = _ -> new Answer(500);

    /// @param target path and query
    record Request(String target, Map<String, List<String>> headers, int number) {
        String header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
        }
    }

    /// @param cut bytes that are announced and not sent
    record Answer(int status, Map<String, String> headers, byte[] body, int cut) {
        Answer(int status) {
            this(status, Map.of(), new byte[0], 0);
        }

        static Answer of(String body) {
            return new Answer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8), 0);
        }

        Answer with(String header, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body, cut);
        }

        Answer zipped() {
            var packed = new ByteArrayOutputStream();
            try (var out = new GZIPOutputStream(packed)) {
                out.write(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Answer(status, headers, packed.toByteArray(), cut).with("Content-Encoding", "gzip");
        }

        Answer cutShort() {
            return new Answer(status, headers, body, 10);
        }
    }

    FakeApi() throws IOException {
        this(HttpServer.create());
    }

    FakeApi(HttpServer server) throws IOException {
        this.server = server;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String target) {
        return "http://localhost:" + port() + target;
    }

    /// From now on; what was asked so far is forgotten.
    void answers(Function<Request, Answer> with) {
        synchronized (this) {
            requests.clear();
        }
        answers = with;
    }

    /// One after the other, the last for ever.
    void answers(Answer... inOrder) {
        answers(request -> inOrder[Math.min(request.number(), inOrder.length - 1)]);
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    List<String> asked() {
        return requests().stream().map(Request::target).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request;
        synchronized (this) {
            request = new Request(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()),
                    requests.size());
            requests.add(request);
        }
        try (exchange) {
            var answer = answers.apply(request);
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(answer.status(),
                    answer.body().length + answer.cut() == 0 ? -1 : answer.body().length + answer.cut());
            exchange.getResponseBody().write(answer.body());
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
