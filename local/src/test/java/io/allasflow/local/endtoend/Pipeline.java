package io.allasflow.local.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.event.EventTypes;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.local.broker.Activity;
import io.allasflow.local.broker.Broker;
import io.allasflow.local.broker.Event;
import io.allasflow.local.broker.TriggerFiles;
import io.allasflow.local.demo.FunctionProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// The packaged functions as processes, the deployed triggers, and a store behind a gate for each function.
final class Pipeline implements AutoCloseable {
    static final Path HOME = Path.of(System.getProperty("allasflow.home", "..")).toAbsolutePath().normalize();
    static final List<String> FUNCTIONS = List.of("fn-ingest", "fn-clean", "fn-summarize");
    /// How long nothing at all may happen: what goes on, however slowly, is waited for.
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_SCANS = 100;
    /// Retries that the triggers have after 2, 4, 8, … seconds come after 0.2, 0.4, 0.8, …
    private static final Broker.Options FAST = new Broker.Options(0, 2, 10);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> settings;
    private final Path logs;
    private final TestStore store;
    private final Map<String, URI> urls = new LinkedHashMap<>();
    private final Map<String, Gate> gates = new HashMap<>();
    private final Map<String, FunctionProcess> running = new LinkedHashMap<>();
    private final Queue<Activity> activities = new ConcurrentLinkedQueue<>();
    private final AtomicLong told = new AtomicLong();
    private final Broker broker;
    private int starts;
    private int pings;

    private Pipeline(Class<?> test, Map<String, String> settings) throws IOException {
        this.settings = settings;
        logs = Files.createDirectories(Path.of("target/endtoend").resolve(test.getSimpleName()).toAbsolutePath());
        store = TestStore.open();
        for (var name : FUNCTIONS) {
            urls.put(name, FunctionProcess.freeUrl());
            gates.put(name, new Gate(store.endpoint()));
        }
        broker = Broker.start(FAST, TriggerFiles.read(HOME.resolve("knative/base"), urls));
        broker.listen(activities::add);
        broker.listen(activity -> told.incrementAndGet());
    }

    /// Starts the store and the broker, and no function yet.
    static Pipeline prepare(Class<?> test, Map<String, String> settings) throws IOException {
        return new Pipeline(test, settings);
    }

    /// Starts everything.
    static Pipeline start(Class<?> test, Map<String, String> settings) throws IOException, InterruptedException {
        var pipeline = prepare(test, settings);
        for (var name : FUNCTIONS) {
            pipeline.launch(name);
        }
        for (var name : FUNCTIONS) {
            pipeline.running.get(name).awaitReady(pipeline.client);
        }
        return pipeline;
    }

    TestStore store() {
        return store;
    }

    Broker broker() {
        return broker;
    }

    Gate gate(String function) {
        return gates.get(function);
    }

    URI url(String function) {
        return urls.get(function);
    }

    Path logs() {
        return logs;
    }

    /// All that the broker told since the last [#forget].
    Queue<Activity> activities() {
        return activities;
    }

    void forget() {
        activities.clear();
    }

    /// The events of one type the broker took, in order.
    List<Event> accepted(String type) {
        return activities.stream().filter(Activity.Accepted.class::isInstance).map(Activity::event)
                .filter(event -> event.type().equals(type)).toList();
    }

    /// Starts a function without waiting for it.
    FunctionProcess launch(String function) throws IOException {
        var process = launch(function, urls.get(function), Map.of());
        running.put(function, process);
        return process;
    }

    /// Starts one more process of a function, with `more` settings; the caller closes it.
    FunctionProcess launch(String function, URI url, Map<String, String> more) throws IOException {
        var environment = new HashMap<>(Map.of( //
                "ALLAS_ENDPOINT", gates.get(function).url().toString(), //
                "ALLAS_ACCESS_KEY", store.credentials().accessKey(), //
                "ALLAS_SECRET_KEY", store.credentials().secretKey(), //
                "DATA_BUCKET", store.bucket(), //
                "RETRY_AFTER_SECONDS", "1", //
                // A test is over before the second compiler pays.
                "JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1", //
                "K_SINK", broker.endpoint().toString()));
        environment.putAll(settings);
        environment.putAll(more);
        environment.values().removeIf(String::isEmpty);
        return FunctionProcess.start(function, command(function), url, environment,
                logs.resolve(function + "-" + ++starts + ".log"));
    }

    /// The packaged function, or what ALLASFLOW_TEST_FUNCTION names, such as a script that runs its image.
    private static List<String> command(String function) throws IOException {
        var runner = System.getenv("ALLASFLOW_TEST_FUNCTION");
        return runner == null
                ? FunctionProcess.java(HOME.resolve(function).resolve("target/quarkus-app/quarkus-run.jar"), List.of())
                : List.of(runner, function);
    }

    FunctionProcess process(String function) {
        return running.get(function);
    }

    void restart(String function) throws IOException, InterruptedException {
        launch(function).awaitReady(client);
    }

    /// What became of a ping.
    HttpResponse<String> ping() throws IOException, InterruptedException {
        return client.send(pingRequest(), BodyHandlers.ofString());
    }

    /// A ping whose answer may never come, because its function is held or killed.
    CompletableFuture<HttpResponse<String>> sendPing() {
        return client.sendAsync(pingRequest(), BodyHandlers.ofString());
    }

    private HttpRequest pingRequest() {
        return HttpRequest.newBuilder(urls.get("fn-ingest")).timeout(PATIENCE).header("ce-specversion", "1.0")
                .header("ce-type", EventTypes.PING).header("ce-source", "/test").header("ce-id", "ping-" + ++pings)
                .header("content-type", "application/json").POST(BodyPublishers.ofString("{}")).build();
    }

    /// The report of a scan, which must succeed; returns when all that came of it is done.
    JsonNode scan() throws IOException, InterruptedException {
        var answer = ping();
        if (answer.statusCode() != 200) {
            throw new AssertionError("the ping was answered " + answer.statusCode() + " " + answer.body());
        }
        awaitIdle();
        return Json.MAPPER.readTree(answer.body());
    }

    void awaitIdle() throws InterruptedException {
        for (long before = told.get(); !broker.awaitIdle(PATIENCE); before = told.get()) {
            if (told.get() == before) {
                throw new AssertionError("the broker is not idle, and nothing happened for " + PATIENCE);
            }
        }
    }

    /// Scans until every source is in a final state.
    void settle() throws IOException, InterruptedException {
        for (int scans = 0; scans < MOST_SCANS; scans++, Thread.sleep(200)) {
            var report = scan();
            if (report.path("listed").asLong() == report.path("upToDate").asLong()) {
                return;
            }
        }
        throw new AssertionError("not all sources are final after " + MOST_SCANS + " scans");
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        for (var end = System.nanoTime() + PATIENCE.toNanos(); !condition.getAsBoolean(); Thread.sleep(10)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not after " + PATIENCE + ": " + what);
            }
        }
    }

    JsonNode status(String dataset) throws IOException {
        return store.json(Output.STATUS, dataset);
    }

    @Override
    public void close() throws IOException {
        broker.close();
        running.values().parallelStream().forEach(FunctionProcess::close);
        for (var gate : gates.values()) {
            gate.close();
        }
        store.close();
    }
}
