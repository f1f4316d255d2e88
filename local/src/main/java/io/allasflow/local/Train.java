package io.allasflow.local;

import io.allasflow.core.event.EventTypes;
import io.allasflow.local.broker.Activity;
import io.allasflow.local.demo.FunctionProcess;
import io.allasflow.local.demo.LocalPipeline;
import io.allasflow.local.demo.SourceFiles;
import io.allasflow.local.demo.Uploads;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.local.s3.S3Server;
import io.allasflow.local.s3.TlsCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Makes the ahead-of-time cache of each function, `app.aot` beside its `quarkus-run.jar`: lets real files go through
/// all three functions, and the JVM of each write down at its end which classes it loaded and linked. The functions talk to the
/// store by https, as they do to Allas: its classes are in the cache, too.
///
/// A cache fits the JVM that made it, the jars with the times of change they had, and the options of that run
/// (`-XX:AOTMode=on` makes a JVM refuse to start with one that does not fit).
public final class Train {
    private static final String CACHE = "app.aot";
    /// Not how often methods ran: a JVM told of that compiles so much at its start that a small event takes a fifth more of a
    /// processor.
    /// Nor code that adapts calls: some of it is found not to fit at each start, and a warning of that logged.
    public static final List<String> CLASSES_ONLY = List.of("-XX:-AOTRecordTraining", "-XX:-AOTAdapterCaching");
    private static final Duration RUN_LIMIT = Duration.ofMinutes(5);
    /// At its end a JVM makes the cache.
    private static final Duration CACHE_LIMIT = Duration.ofMinutes(5);

    private Train() {}

    /// @param arguments a directory with a packaged function in `fn-ingest`, `fn-clean` and `fn-summarize` each, the
    ///         directory of the triggers' manifests, then files or directories to process
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var paths = Stream.of(arguments).map(argument -> Path.of(argument).toAbsolutePath().normalize()).toList();
        var functions = paths.getFirst();
        var files = SourceFiles.collect(paths.subList(2, paths.size()));
        var logs = Files.createTempDirectory("train");
        for (var name : LocalPipeline.FUNCTIONS) {
            Files.deleteIfExists(functions.resolve(name).resolve(CACHE));
        }
        var summarized = run(functions, paths.get(1), files, logs);
        if (summarized.size() != files.byKey().size()) {
            throw new IOException(
                    "Of " + files.byKey().keySet() + " only " + summarized + " came through: see " + logs);
        }
        for (var name : LocalPipeline.FUNCTIONS) {
            var cache = functions.resolve(name).resolve(CACHE);
            if (!Files.exists(cache)) {
                throw new IOException(name + " left no " + cache + ": see " + logs);
            }
            System.out.printf("%s: %d MiB%n", cache, Files.size(cache) >> 20);
        }
    }

    /// @return the datasets that came through
    private static Set<String> run(Path functions, Path manifests, SourceFiles files, Path logs)
            throws IOException, InterruptedException {
        var summarized = ConcurrentHashMap.<String>newKeySet();
        try (var certificate = TlsCertificate.make(logs);
                var store = S3Server.inMemory(S3Credentials.LOCAL, certificate);
                var pipeline = LocalPipeline.start(store, manifests, starts(functions, store, certificate, logs))) {
            pipeline.broker().listen(activity -> {
                if (activity instanceof Activity.Accepted(var event) && event.type().equals(EventTypes.SUMMARIZED)) {
                    summarized.add(event.subject());
                }
            });
            Uploads.put(pipeline.store(), LocalPipeline.BUCKET, files.byKey());
            pipeline.ping();
            if (!pipeline.broker().awaitIdle(RUN_LIMIT)) {
                throw new IOException("Not done after " + RUN_LIMIT);
            }
            // In turns, as each takes some hundred MiB.
            pipeline.functions().values().forEach(function -> function.stop(CACHE_LIMIT));
        }
        return summarized;
    }

    private static Map<String, LocalPipeline.Start> starts(Path functions, S3Server store, TlsCertificate certificate,
            Path logs) throws IOException {
        // As it is deployed.
        var environment = Map.of("QUARKUS_PROFILE", "cluster", "ALLAS_ENDPOINT", store.secureEndpoint().toString());
        var starts = new LinkedHashMap<String, LocalPipeline.Start>();
        for (var name : LocalPipeline.FUNCTIONS) {
            var function = functions.resolve(name);
            var options = Stream.of(List.of("-XX:AOTCacheOutput=" + function.resolve(CACHE)), CLASSES_ONLY,
                    certificate.clientOptions()).flatMap(List::stream).toList();
            starts.put(name, new LocalPipeline.Start(
                    FunctionProcess.java(function.resolve("quarkus-run.jar"), options), environment,
                    logs.resolve(name + ".log")));
        }
        return starts;
    }
}
