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

/// How fast fn-summarize works out a cleaned table's figures, beside DuckDB and pandas in the same run: whole processes, in
/// turns. The figures are compared by value.
public final class SummarizeBench {
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final List<String> TASKS = List.of(
            System.getProperty("tasks", "FN_SUMMARIZE,DUCKDB,DUCKDB_SUMMARIZE,PANDAS").split(","));
    private static final List<String> EXACT = List.of("count", "distinct", "min", "max");
    private static final List<String> COMPUTED = List.of("mean", "stddev", "q1", "median", "q3");
    private static final double TOLERANCE = 1e-9;
    /// Of what our own report calls approximate.
    private static final double SKETCHED = 0.02;
    private static final int SHOWN = 5;

    private SummarizeBench() {}

    /// @param arguments megabytes of each raw source (123), then the sources to try (all)
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
            var raw = Files.createTempFile(directory, "source", ".csv");
            var table = directory.resolve("cleaned.csv");
            var quality = directory.resolve("quality.json");
            try {
                source.write(raw, megabytes);
                MeasuredProcess.run(CleanTask.FN_CLEAN.command(raw, table, quality));
                Files.delete(raw);
                measure(source, table, quality, directory);
            } finally {
                Files.deleteIfExists(raw);
                Files.deleteIfExists(table);
            }
        }
    }

    private static void measure(CleanSource source, Path table, Path quality, Path directory)
            throws IOException, InterruptedException {
        var results = new EnumMap<SummarizeTask, List<MeasuredProcess>>(SummarizeTask.class);
        var reports = new EnumMap<SummarizeTask, JsonNode>(SummarizeTask.class);
        for (var round = 0; round < ROUNDS; round++) {
            for (var name : TASKS) {
                var task = SummarizeTask.valueOf(name);
                var report = directory.resolve(task + ".json");
                results.computeIfAbsent(task, _ -> new ArrayList<>())
                        .add(MeasuredProcess.run(task.command(table, quality, report)));
                reports.put(task, Json.MAPPER.readTree(report.toFile()));
            }
        }
        var ours = MeasuredProcess.median(results.get(SummarizeTask.FN_SUMMARIZE), MeasuredProcess::cpu);
        results.forEach((task, runs) -> {
            var wall = MeasuredProcess.median(runs, MeasuredProcess::wall);
            var cpu = MeasuredProcess.median(runs, MeasuredProcess::cpu);
            System.out.printf(Locale.ROOT, "%-8s %-18s %8.2f %8.2f %10.0f %8.1f %12.2f%n", source, task, wall, cpu,
                    MeasuredProcess.median(runs, MeasuredProcess::peak), table.toFile().length() / 1e6 / wall,
                    ours / cpu);
        });
        reports.forEach((task, report) -> compare(task, reports.get(SummarizeTask.FN_SUMMARIZE), report));
    }

    /// Prints the first figures of columns that differ.
    private static void compare(SummarizeTask task, JsonNode ours, JsonNode theirs) {
        var differences = new ArrayList<String>();
        for (var column : ours.path("columns")) {
            var name = column.path("name").textValue();
            var other = theirs.path("columns").path(name);
            var slack = column.path("approximate").booleanValue() ? SKETCHED : 0;
            for (var figure : EXACT) {
                differ(differences, name + " " + figure, column.path(figure), other.path(figure), slack);
            }
            for (var figure : COMPUTED) {
                differ(differences, name + " " + figure, column.path(figure), other.path(figure),
                        Math.max(slack, TOLERANCE));
            }
        }
        if (task != SummarizeTask.FN_SUMMARIZE && !differences.isEmpty()) {
            System.out.printf("  %s differs in %d figures: %s%n", task, differences.size(),
                    differences.subList(0, Math.min(SHOWN, differences.size())));
        }
    }

    /// Only what both have as numbers.
    private static void differ(List<String> differences, String figure, JsonNode ours, JsonNode theirs, double slack) {
        if (ours.isNumber() && theirs.isNumber()) {
            var distance = Math.abs(ours.doubleValue() - theirs.doubleValue());
            if (distance > slack * Math.max(1, Math.abs(theirs.doubleValue()))) {
                differences.add(figure + " " + theirs + ", not " + ours);
            }
        }
    }
}
