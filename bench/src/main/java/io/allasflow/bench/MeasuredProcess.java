package io.allasflow.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What a whole process took. It prints CPU seconds and the peak of resident bytes last, with a space between.
///
/// @param wall seconds
/// @param cpu seconds
/// @param peak resident MiB
record MeasuredProcess(double wall, double cpu, double peak) {
    static MeasuredProcess run(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("MALLOC_ARENA_MAX", "2"));
        var start = System.nanoTime();
        var process = builder.start();
        var last = process.inputReader().lines().reduce((_, line) -> line).orElse("");
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
        }
        var wall = (System.nanoTime() - start) / 1e9;
        var figures = last.split(" ");
        return new MeasuredProcess(wall, Double.parseDouble(figures[0]), Double.parseDouble(figures[1]) / (1 << 20));
    }

    static double median(List<MeasuredProcess> runs, ToDoubleFunction<MeasuredProcess> figure) {
        var sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
