package io.allasflow.bench;

import com.sun.net.httpserver.HttpServer;
import io.allasflow.core.event.EventTypes;
import io.allasflow.local.demo.FunctionProcess;
import io.allasflow.local.demo.LocalPipeline;
import io.allasflow.local.demo.Uploads;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.local.s3.S3Server;
import io.allasflow.local.s3.TlsCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.ToDoubleFunction;

/// How long a function takes from the start of its process to the answer to its first event, which reads and writes a
/// small object; and the whole pipeline, all asleep, from the ping to the report of 1 MB.
public final class ColdStartBench {
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final int SMALL_ROWS = 200;
    /// To measure less.
    private static final List<String> PARTS = List.of(System.getProperty("parts", "function,pipeline").split(","));
    private static final List<String> CACHES = List.of(System.getProperty("caches", "plain,cache").split(","));
    private static final List<String> PROCESSORS = List.of(System.getProperty("processors", "all,500m").split(","));
    /// More options of the JVM, to try them.
    private static final List<String> MORE = List.of(System.getProperty("function.options", "").split(" ")).stream()
            .filter(option -> !option.isEmpty()).toList();

    private final Path functions;
    private final Path directory;
    private final S3Server store;
    private final HttpServer sink;
    private final BlockingQueue<BenchEvent> sunk = new LinkedBlockingQueue<>();
    private final TlsCertificate certificate;
    private final CpuLimit limit;
    private final Map<Case, List<Result>> results = new LinkedHashMap<>();
    private int runs;

    private ColdStartBench(Path functions, Path directory, S3Server store, TlsCertificate certificate, CpuLimit limit)
            throws IOException {
        this.functions = functions;
        this.directory = directory;
        this.store = store;
        this.certificate = certificate;
        this.limit = limit;
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        sink.createContext("/", exchange -> {
            try (exchange) {
                sunk.add(BenchEvent.of(exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(202, -1);
            }
        });
    }

    /// @param cached whether it has its ahead-of-time cache
    /// @param limited whether it has half a core
    private record Jvm(boolean cached, boolean limited) {}

    /// @param what a function, or the whole pipeline
    private record Case(String what, Jvm jvm) {}

    /// @param anonymous MiB of the resident ones that are in no file
    private record Result(double seconds, double processorSeconds, double resident, double anonymous) {}

    /// @param arguments a directory with a packaged function and its cache in `fn-ingest`, `fn-clean` and `fn-summarize`
    ///         each
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var directory = Files.createDirectories(Path.of("target/bench").toAbsolutePath());
        var limit = CpuLimit.halfACore();
        try (var certificate = TlsCertificate.make(Files.createTempDirectory("coldstart"));
                var store = S3Server.inMemory(S3Credentials.LOCAL, certificate)) {
            var bench = new ColdStartBench(Path.of(arguments[0]).toAbsolutePath(), directory, store, certificate,
                    limit.orElse(null));
            bench.sink.start();
            bench.run();
            bench.sink.stop(0);
        } finally {
            if (limit.isPresent()) {
                limit.get().close();
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        var large = directory.resolve("large.csv");
        CleanSource.EVENTS.write(large, 1);
        var small = directory.resolve("small.csv");
        try (var lines = Files.lines(large)) {
            Files.write(small, lines.limit(1 + SMALL_ROWS).toList());
        }
        // The first round is for the S3 server to get warm.
        for (var round = 0; round <= ROUNDS; round++) {
            for (var processor : PROCESSORS) {
                for (var cache : CACHES) {
                    var jvm = new Jvm(cache.equals("cache"), processor.equals("500m"));
                    if (jvm.limited() && limit == null) {
                        continue;
                    }
                    if (PARTS.contains("function")) {
                        one(small, jvm);
                    }
                    if (PARTS.contains("pipeline")) {
                        all(large, jvm);
                    }
                }
            }
            if (round == 0) {
                results.clear();
            }
        }
        print();
    }

    /// Each function by itself; what one answers is the next one's event.
    private void one(Path small, Jvm jvm) throws IOException, InterruptedException {
        var bucket = bucket(small);
        var event = BenchEvent.discovered(bucket.name(), bucket.key(), bucket.etag());
        for (var name : LocalPipeline.FUNCTIONS) {
            try (var function = start(name, bucket.name(), jvm)) {
                event = function.send(event);
                var seconds = function.seconds();
                var resident = function.residentMiB();
                add(new Case(name, jvm),
                        new Result(seconds, function.processorSeconds(), resident[0], resident[1]));
            }
        }
        require(event, EventTypes.SUMMARIZED);
    }

    /// What the broker and Knative add is not in it.
    private void all(Path large, Jvm jvm) throws IOException, InterruptedException {
        var bucket = bucket(large);
        sunk.clear();
        double processor;
        double seconds;
        try (var ingest = start("fn-ingest", bucket.name(), jvm)) {
            ingest.send(BenchEvent.ping());
            var event = sunk.take();
            while (!event.type().equals(EventTypes.DISCOVERED)) {
                event = sunk.take();
            }
            event = ingest.send(event);
            processor = ingest.processorSeconds();
            try (var clean = start("fn-clean", bucket.name(), jvm)) {
                event = clean.send(event);
                processor += clean.processorSeconds();
                try (var summarize = start("fn-summarize", bucket.name(), jvm)) {
                    event = summarize.send(event);
                    seconds = ingest.seconds();
                    processor += summarize.processorSeconds();
                }
            }
            require(event, EventTypes.SUMMARIZED);
        }
        add(new Case("ping to report, 1 MB", jvm), new Result(seconds, processor, 0, 0));
    }

    private static void require(BenchEvent event, String type) throws IOException {
        if (!event.type().equals(type)) {
            throw new IOException("Not " + type + " but " + event);
        }
    }

    private record Bucket(String name, String key, String etag) {}

    private Bucket bucket(Path file) throws IOException {
        var name = "cold-" + ++runs;
        store.createBucket(name);
        var etags = Uploads.put(store, name, Map.of("table.csv", file)).etags();
        return new Bucket(name, "table.csv", etags.get("table.csv"));
    }

    private ColdStart start(String name, String bucket, Jvm jvm)
            throws IOException, InterruptedException {
        var more = new ArrayList<>(MORE);
        more.addAll(certificate.clientOptions());
        if (jvm.cached()) {
            more.add("-XX:AOTMode=on");
            more.add("-XX:AOTCache=" + functions.resolve(name).resolve("app.aot"));
        }
        var command = FunctionProcess.java(functions.resolve(name).resolve("quarkus-run.jar"), more);
        var environment = Map.of("ALLAS_ENDPOINT", store.secureEndpoint().toString(), //
                "ALLAS_ACCESS_KEY", store.credentials().accessKey(), //
                "ALLAS_SECRET_KEY", store.credentials().secretKey(), //
                "DATA_BUCKET", bucket, "QUARKUS_PROFILE", "cluster", //
                "K_SINK", "http://127.0.0.1:" + sink.getAddress().getPort());
        return ColdStart.start(name, jvm.limited() ? limit.of(command) : command, environment,
                directory.resolve(name + ".log"));
    }

    private void add(Case measured, Result result) {
        results.computeIfAbsent(measured, _ -> new ArrayList<>()).add(result);
    }

    private void print() {
        System.out.printf("%-21s %-9s %-10s %8s %8s %8s %8s %9s%n", "", "processor", "cache", "median s", "min s",
                "CPU s", "RSS MiB", "anonymous");
        results.forEach((measured, runs) -> System.out.printf(Locale.ROOT,
                "%-21s %-9s %-10s %8.2f %8.2f %8.2f %8.0f %9.0f%n", measured.what(),
                measured.jvm().limited() ? "500m" : "all", measured.jvm().cached() ? "cache" : "plain",
                median(runs, Result::seconds), runs.stream().mapToDouble(Result::seconds).min().orElseThrow(),
                median(runs, Result::processorSeconds), median(runs, Result::resident),
                median(runs, Result::anonymous)));
    }

    private static double median(List<Result> runs, ToDoubleFunction<Result> figure) {
        var figures = runs.stream().mapToDouble(figure).sorted().toArray();
        return figures[figures.length / 2];
    }
}
