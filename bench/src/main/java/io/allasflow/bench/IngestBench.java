package io.allasflow.bench;

import io.allasflow.core.store.ObjectRef;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.local.demo.FunctionProcess;
import io.allasflow.local.s3.S3Credentials;
import io.allasflow.local.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// How fast fn-ingest turns a large object into its raw object, beside two peers on the same bytes in the same run: a
/// plain copy through the same client, and the bare parser over a local file. Each is a process of its own with a
/// function's JVM options; the rounds alternate, because the machine's speed drifts.
public final class IngestBench {
    static final String BUCKET = "bench";
    private static final int ROUNDS = Integer.getInteger("rounds", 3);

    private IngestBench() {}

    /// @param arguments megabytes of each source (1024), then the formats to try (all)
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1024;
        var formats = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length).stream()
                        .map(name -> SourceFormat.valueOf(name.toUpperCase(Locale.ROOT))).toList()
                : List.of(SourceFormat.values());
        var directory = Path.of("target/bench").toAbsolutePath();
        try (var server = S3Server.onDirectory(directory, S3Credentials.LOCAL, 0)) {
            server.createBucket(BUCKET);
            System.out.printf("%-14s %-8s %8s %8s %8s %7s %9s%n", "source", "task", "MB/s", "of copy", "of bare",
                    "CPU s", "peak RSS");
            for (var format : formats) {
                var local = Files.createTempFile(directory, "source", format.ending());
                try {
                    format.write(local, megabytes);
                    measure(server, format, local);
                } finally {
                    Files.delete(local);
                }
            }
        }
    }

    private static void measure(S3Server server, SourceFormat format, Path local)
            throws IOException, InterruptedException {
        var source = new ObjectRef(BUCKET, "source" + format.ending());
        var key = server.credentials();
        try (var store = new S3ObjectStore(server.endpoint(), key.accessKey(), key.secretKey());
                var writer = store.create(source, "application/octet-stream", Map.of())) {
            Files.copy(local, writer);
            writer.commit();
        }
        var results = new EnumMap<IngestTask, List<Result>>(IngestTask.class);
        for (int round = 0; round < ROUNDS; round++) {
            for (var task : IngestTask.values()) {
                results.computeIfAbsent(task, _ -> new ArrayList<>()).add(run(task, server, source, local));
            }
        }
        double megabytes = Files.size(local) / 1e6;
        double copy = megabytes / median(results.get(IngestTask.COPY), Result::seconds);
        double bare = megabytes / median(results.get(IngestTask.BARE), Result::seconds);
        for (var task : IngestTask.values()) {
            double speed = megabytes / median(results.get(task), Result::seconds);
            double processor = median(results.get(task), Result::processorSeconds);
            long peak = results.get(task).stream().mapToLong(Result::peakBytes).max().orElseThrow();
            System.out.printf(Locale.ROOT, "%-14s %-8s %8.1f %7.0f%% %7.0f%% %7.1f %5d MiB%n", format, task, speed,
                    100 * speed / copy, 100 * speed / bare, processor, peak >> 20);
        }
    }

    /// @param peakBytes resident
    private record Result(double seconds, double processorSeconds, long peakBytes) {}

    private static Result run(IngestTask task, S3Server server, ObjectRef source, Path local)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(FunctionProcess.JVM_OPTIONS);
        command.addAll(List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-cp",
                System.getProperty("java.class.path"), IngestTask.class.getName(), task.name(),
                source.key(), local.toString()));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("ALLAS_ENDPOINT", server.endpoint().toString(), //
                "ALLAS_ACCESS_KEY", server.credentials().accessKey(), //
                "ALLAS_SECRET_KEY", server.credentials().secretKey(), //
                "DATA_BUCKET", BUCKET, "MALLOC_ARENA_MAX", "2"));
        var process = builder.start();
        var last = process.inputReader().lines().reduce((_, line) -> line).orElse("");
        if (process.waitFor() != 0) {
            throw new IOException(task + " of " + source.key() + " ended with " + process.exitValue());
        }
        var figures = last.split(" ");
        return new Result(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]), Long.parseLong(figures[2]));
    }

    private static double median(List<Result> results, ToDoubleFunction<Result> figure) {
        var figures = results.stream().mapToDouble(figure).sorted().toArray();
        return figures[figures.length / 2];
    }
}
