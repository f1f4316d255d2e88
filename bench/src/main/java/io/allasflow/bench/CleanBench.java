package io.allasflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;

/// How fast fn-clean cleans a table, beside pandas and DuckDB at the same job in the same run: whole processes, in turns,
/// since the machine's speed drifts. What they report is compared by value.
public final class CleanBench {
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final List<String> TASKS = List.of(
            System.getProperty("tasks",
                    "FN_CLEAN,FN_CLEAN_CACHED,PANDAS,PANDAS_STATISTICS,DUCKDB_1,DUCKDB_2,DUCKDB_512MB").split(","));
    /// Quantiles of a sketch are off by some ranks.
    private static final double TOLERANCE = 0.01;
    private static final int SHOWN = 5;

    private CleanBench() {}

    /// @param arguments megabytes of each source (123), then the sources to try (all)
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 123;
        var sources = arguments.length > 1
                ? Arrays.stream(arguments).skip(1).map(name -> CleanSource.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList()
                : List.of(CleanSource.values());
        var directory = Files.createDirectories(Path.of("target/bench").toAbsolutePath());
        System.out.printf("%-8s %-18s %8s %8s %10s %8s %12s%n", "source", "task", "wall s", "CPU s", "peak MiB", "MB/s",
                "ours/theirs");
        for (var source : sources) {
            var file = Files.createTempFile(directory, "source", ".csv");
            try {
                source.write(file, megabytes);
                measure(source, file, directory);
            } finally {
                Files.delete(file);
            }
        }
    }

    /// On 1 MB, as a training run for an image would be short too.
    private static void train(CleanSource source, Path directory) throws IOException, InterruptedException {
        var file = directory.resolve("training.csv");
        source.write(file, 1);
        var training = new ProcessBuilder(CleanTask.FN_CLEAN_CACHED.training(file,
                directory.resolve("training-cleaned.csv"), directory.resolve("training.json")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        if (training.waitFor() != 0) {
            throw new IOException("the run to make the cache ended with " + training.exitValue());
        }
    }

    private static void measure(CleanSource source, Path file, Path directory)
            throws IOException, InterruptedException {
        if (TASKS.contains(CleanTask.FN_CLEAN_CACHED.name())) {
            train(source, directory);
        }
        var results = new EnumMap<CleanTask, List<MeasuredProcess>>(CleanTask.class);
        var reports = new EnumMap<CleanTask, JsonNode>(CleanTask.class);
        for (var round = 0; round < ROUNDS; round++) {
            for (var name : TASKS) {
                var task = CleanTask.valueOf(name);
                var report = directory.resolve(task + ".json");
                results.computeIfAbsent(task, _ -> new ArrayList<>())
                        .add(MeasuredProcess.run(task.command(file, directory.resolve(task + ".csv"), report)));
                reports.put(task, Json.MAPPER.readTree(report.toFile()));
            }
        }
        var ours = MeasuredProcess.median(results.get(CleanTask.FN_CLEAN), MeasuredProcess::wall);
        results.forEach((task, runs) -> System.out.printf(Locale.ROOT, "%-8s %-18s %8.2f %8.2f %10.0f %8.1f %12.2f%n",
                source, task, MeasuredProcess.median(runs, MeasuredProcess::wall),
                MeasuredProcess.median(runs, MeasuredProcess::cpu), MeasuredProcess.median(runs, MeasuredProcess::peak),
                file.toFile().length() / 1e6 / MeasuredProcess.median(runs, MeasuredProcess::wall),
                ours / MeasuredProcess.median(runs, MeasuredProcess::wall)));
        reports.forEach((task, report) -> compare(task, reports.get(CleanTask.FN_CLEAN), report));
    }

    /// Prints the first figures that differ: rows, duplicates; of columns both have as numbers, missing cells, median, fences, outliers.
    private static void compare(CleanTask task, JsonNode ours, JsonNode theirs) {
        if (task == CleanTask.FN_CLEAN || task == CleanTask.FN_CLEAN_CACHED) {
            return;
        }
        var differences = new ArrayList<String>();
        for (var figure : List.of("read", "written", "duplicates")) {
            differ(differences, figure, ours.at("/rows/" + figure), theirs.path(figure), 0);
        }
        for (var column : ours.path("columns")) {
            var name = column.path("name").textValue();
            var other = theirs.path("columns").path(name);
            differ(differences, name + " missing", column.path("missing"), other.path("missing"), 0);
            if (column.hasNonNull("lowerFence") && other.hasNonNull("lowerFence")) {
                var slack = column.path("approximate").booleanValue() ? TOLERANCE : 1e-9;
                differ(differences, name + " lowerFence", column.path("lowerFence"), other.path("lowerFence"), slack);
                differ(differences, name + " upperFence", column.path("upperFence"), other.path("upperFence"), slack);
                differ(differences, name + " outliers", column.path("outliers"), other.path("outliers"), slack);
            }
        }
        if (!differences.isEmpty()) {
            System.out.printf("  %s differs in %d figures: %s%n", task, differences.size(),
                    differences.subList(0, Math.min(SHOWN, differences.size())));
        }
    }

    private static void differ(List<String> differences, String figure, JsonNode ours, JsonNode theirs, double slack) {
        var distance = Math.abs(ours.doubleValue() - theirs.doubleValue());
        if (distance > slack * Math.max(1, Math.abs(theirs.doubleValue()))) {
            differences.add(figure + " " + theirs + ", not " + ours);
        }
    }
}
