package io.allasflow.local.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.event.EventTypes;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.local.demo.FunctionProcess;
import io.allasflow.local.endtoend.Http.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pipeline as `knative/overlays/plain-kubernetes` sets it up: no broker, a scan as a Job, and notifications taken by
/// a process that takes nothing else.
class RelayTest {
    private static final String TABLE = "id,name,value\n1,a,1.5\n2,b,\n2,b,\n3,c,2.5\n";
    private static final String TOKEN = "0123456789abcdef";

    @Test
    void aScanReachesTheEndWithoutABroker(@TempDir Path directory) throws Exception {
        var urls = new HashMap<String, URI>();
        for (var name : Pipeline.FUNCTIONS) {
            urls.put(name, FunctionProcess.freeUrl());
        }
        var relay = Map.of("RELAY_INGEST", urls.get("fn-ingest").toString(), "RELAY_CLEAN",
                urls.get("fn-clean").toString(), "RELAY_SUMMARIZE", urls.get("fn-summarize").toString(), "K_SINK",
                urls.get("fn-ingest").resolve("/relay").toString());
        try (var pipeline = Pipeline.prepare(RelayTest.class, relay);
                var ingest = pipeline.launch("fn-ingest", urls.get("fn-ingest"), Map.of());
                var clean = pipeline.launch("fn-clean", urls.get("fn-clean"), Map.of());
                var summarize = pipeline.launch("fn-summarize", urls.get("fn-summarize"), Map.of())) {
            for (var process : new FunctionProcess[]{ingest, clean, summarize}) {
                process.awaitReady(HttpClient.newHttpClient());
            }
            var store = pipeline.store();
            store.put("a.csv", TABLE);
            store.put("b.csv", "");
            var ping = Json.MAPPER.createObjectNode().put("specversion", "1.0").put("id", "1").put("source", "/test")
                    .put("type", EventTypes.PING);
            var file = Files.write(directory.resolve("event"), Json.MAPPER.writeValueAsBytes(ping));
            try (var scan = pipeline.launch("fn-ingest", FunctionProcess.freeUrl(),
                    Map.of("K_EXECUTION_MODE", "batch", "K_EVENT_PATH", file.toString()))) {
                assertThat(scan.awaitEnd()).isZero();
            }
            var status = store.layout().output(Output.STATUS, "a").key();
            Pipeline.await("the one is summarized", () -> store.get(status)
                    .filter(json -> new String(json, UTF_8).replace(" ", "").contains("\"state\":\"summarized\""))
                    .isPresent());
            Pipeline.await("the page tells why the other is not", () -> store.get(store.layout().indexPage().key())
                    .filter(page -> new String(page, UTF_8).contains("EMPTY_OBJECT")).isPresent());
            assertThat(store.list("pipeline/deadletter/")).isEmpty();
            // The broker of the other tests is there, and was not asked.
            assertThat(pipeline.activities()).isEmpty();
        }
    }

    @Test
    void whatTheStoreReachesTakesNotificationsAlone() throws Exception {
        var url = FunctionProcess.freeUrl();
        var all = FunctionProcess.freeUrl();
        var http = new Http();
        // The same but for the one setting, so that a 404 is that setting's.
        var relay = Map.of("NOTIFICATION_TOKEN", TOKEN, "RELAY_INGEST", all.toString(), "RELAY_CLEAN", all.toString(),
                "RELAY_SUMMARIZE", all.toString());
        var alone = new HashMap<>(relay);
        alone.put("NOTIFICATIONS_ONLY", "true");
        try (var pipeline = Pipeline.prepare(RelayTest.class, Map.of());
                var other = pipeline.launch("fn-ingest", all, relay);
                var only = pipeline.launch("fn-ingest", url, alone)) {
            other.awaitReady(HttpClient.newHttpClient());
            only.awaitReady(HttpClient.newHttpClient());
            var ping = new Message(Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/t", "ce-type",
                    EventTypes.PING), Http.JSON, "{}");
            for (var path : new String[]{"/", "/deadletter", "/relay", "/notification/../deadletter",
                "/notification/%2e%2e/relay", "//deadletter", "/q/health/../../relay"}) {
                assertThat(status(all, path, ping)).as(path + " of one that takes all").isNotEqualTo(404);
                assertThat(status(url, path, ping)).as(path).isEqualTo(404);
            }
            for (var path : new String[]{"/notification-x", "/q", "/q/healthy", "/q/info"}) {
                assertThat(status(url, path, ping)).as(path).isEqualTo(404);
            }
            var notification = new Message(Map.of(), Http.JSON, "{\"Records\": []}");
            assertThat(http.post(url.resolve("/notification/" + TOKEN), notification).statusCode()).isEqualTo(200);
            assertThat(http.post(url.resolve("/notification/" + TOKEN + "x"), notification).statusCode())
                    .isEqualTo(401);
        }
    }

    /// Of a path as it is: clients for Java take `..` out before they send it.
    private static int status(URI to, String path, Message message) throws IOException {
        var body = message.body().getBytes(UTF_8);
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
        message.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Type: ").append(Http.JSON).append("\r\nContent-Length: ").append(body.length)
                .append("\r\n\r\n");
        try (var socket = new Socket(to.getHost(), to.getPort())) {
            socket.getOutputStream().write(head.toString().getBytes(UTF_8));
            socket.getOutputStream().write(body);
            var line = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
            return Integer.parseInt(line.split(" ")[1]);
        }
    }
}
