package io.allasflow.local.demo;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.config.ScanSettings;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.local.broker.Broker;
import io.allasflow.local.broker.TriggerFiles;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.local.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The whole pipeline on this machine: the S3 server, the broker with the deployed triggers, and the three functions.
public final class LocalPipeline implements AutoCloseable {
    public static final String BUCKET = "demo";
    public static final BucketLayout LAYOUT = new BucketLayout(BUCKET, "", BUCKET, "pipeline/");
    public static final List<String> FUNCTIONS = List.of("fn-ingest", "fn-clean", "fn-summarize");
    /// The least that `containerConcurrency` has in the manifests.
    private static final int CONCURRENCY = 2;
    private static final Duration SCAN_LIMIT = Duration.ofMinutes(10);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, FunctionProcess> functions = new LinkedHashMap<>();
    private final S3Server store;
    private Broker broker;
    private int pings;

    private LocalPipeline(S3Server store) {
        this.store = store;
    }

    /// How to start a function.
    ///
    /// @param environment beside what every function needs
    public record Start(List<String> command, Map<String, String> environment, Path log) {}

    /// @param home the project's root, where the functions are built and the manifests are
    public static LocalPipeline start(Path home, RunDirectory directory) throws IOException, InterruptedException {
        var starts = new LinkedHashMap<String, Start>();
        for (var name : FUNCTIONS) {
            var jar = home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
            // A person waits, so what got stuck is sent again soon.
            starts.put(name, new Start(FunctionProcess.java(jar, List.of()), Map.of("RETRY_AFTER_SECONDS", "10"),
                    directory.log(name)));
        }
        return start(S3Server.onDirectory(directory.path(), S3Credentials.LOCAL, 0), home.resolve("knative/base"),
                starts);
    }

    /// @param store is closed with the pipeline
    /// @param manifests of the triggers
    /// @param starts for each of [#FUNCTIONS]
    public static LocalPipeline start(S3Server store, Path manifests, Map<String, Start> starts)
            throws IOException, InterruptedException {
        var pipeline = new LocalPipeline(store);
        // Also when a signal ends this process.
        Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close));
        try {
            pipeline.startAll(manifests, starts);
            return pipeline;
        } catch (IOException | InterruptedException | RuntimeException e) {
            pipeline.close();
            throw e;
        }
    }

    private void startAll(Path manifests, Map<String, Start> starts) throws IOException, InterruptedException {
        store.createBucket(BUCKET);
        var urls = new LinkedHashMap<String, URI>();
        for (var name : FUNCTIONS) {
            urls.put(name, FunctionProcess.freeUrl());
        }
        broker = Broker.start(new Broker.Options(0, CONCURRENCY, 1), TriggerFiles.read(manifests, urls));
        for (var name : FUNCTIONS) {
            var start = starts.get(name);
            var function = FunctionProcess.start(name, start.command(), urls.get(name),
                    environment(name, start.environment()), start.log());
            synchronized (this) {
                functions.put(name, function);
            }
        }
        for (var function : functions.values()) {
            function.awaitReady(client);
        }
    }

    public S3Server store() {
        return store;
    }

    public Broker broker() {
        return broker;
    }

    public Map<String, FunctionProcess> functions() {
        return functions;
    }

    /// Which objects are sources, as the configuration in the bucket says.
    ///
    /// @throws IOException if it is wrong
    public ScanSettings scanSettings() throws IOException {
        var credentials = store.credentials();
        try (var objects = new S3ObjectStore(store.endpoint(), credentials.accessKey(), credentials.secretKey())) {
            return ScanSettings.of(PipelineConfig.load(objects, LAYOUT));
        } catch (PipelineException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Asks fn-ingest to scan, as the PingSource does every 15 minutes, and waits until it has.
    ///
    /// @return how many objects it left to the next scan, at least
    /// @throws IOException if it does not answer or refuses
    public long ping() throws IOException, InterruptedException {
        var ingest = functions.get("fn-ingest");
        var request = HttpRequest.newBuilder(ingest.url()).timeout(SCAN_LIMIT) //
                .header("ce-specversion", "1.0").header("ce-type", "dev.knative.sources.ping")
                .header("ce-source", "/allasflow/demo").header("ce-id", "ping-" + ++pings)
                .header("content-type", "application/json").POST(BodyPublishers.ofString("{}")).build();
        var response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 503) {
            // Transient, and the functions say so in their logs: the next scan does the rest.
            return 1;
        }
        if (response.statusCode() / 100 != 2) {
            throw new IOException("fn-ingest answered the ping with " + response.statusCode() + ": " + response.body());
        }
        return Json.MAPPER.readTree(response.body()).path("deferred").asLong();
    }

    @Override
    public synchronized void close() {
        functions.values().parallelStream().forEach(FunctionProcess::close);
        functions.clear();
        if (broker != null) {
            broker.close();
            broker = null;
        }
        store.close();
    }

    private Map<String, String> environment(String function, Map<String, String> more) {
        var environment = new LinkedHashMap<>(Map.of( //
                "ALLAS_ENDPOINT", store.endpoint().toString(), //
                "ALLAS_ACCESS_KEY", store.credentials().accessKey(), //
                "ALLAS_SECRET_KEY", store.credentials().secretKey(), //
                "DATA_BUCKET", BUCKET));
        if (function.equals("fn-ingest")) {
            environment.put("K_SINK", broker.endpoint().toString());
        }
        environment.putAll(more);
        return environment;
    }
}
