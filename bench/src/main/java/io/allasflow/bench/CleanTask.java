package io.allasflow.bench;

import com.sun.management.OperatingSystemMXBean;
import io.allasflow.clean.engine.CleanOutput;
import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.Cleaner;
import io.allasflow.clean.engine.RawTable;
import io.allasflow.clean.engine.TableSource;
import io.allasflow.core.json.Json;
import io.allasflow.local.Train;
import io.allasflow.local.demo.FunctionProcess;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Who cleans, each in a process of its own, from a local file to local files.
enum CleanTask {
    FN_CLEAN,
    /// With an ahead-of-time cache of classes, as the image has one.
    FN_CLEAN_CACHED,
    PANDAS,
    /// With what the service before this one computed besides.
    PANDAS_STATISTICS,
    DUCKDB_1,
    DUCKDB_2,
    DUCKDB_512MB;

    /// Prints CPU seconds and the peak of resident bytes.
    public static void main(String[] arguments) throws Exception {
        var source = Path.of(arguments[1]);
        var target = Path.of(arguments[2]);
        var report = Path.of(arguments[3]);
        switch (valueOf(arguments[0])) {
            case FN_CLEAN,FN_CLEAN_CACHED -> clean(source, target, report);
            case DUCKDB_1 -> CleanWithDuckDb.run(source, target, report, 1, null);
            case DUCKDB_2 -> CleanWithDuckDb.run(source, target, report, 2, null);
            case DUCKDB_512MB -> CleanWithDuckDb.run(source, target, report, 2, "512MB");
            case PANDAS,PANDAS_STATISTICS -> throw new IllegalArgumentException("runs in Python");
        }
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        System.out.println(system.getProcessCpuTime() / 1e9 + " " + PeakMemory.bytes());
    }

    List<String> command(Path source, Path target, Path report) {
        var files = List.of(source.toString(), target.toString(), report.toString());
        var command = new ArrayList<String>();
        switch (this) {
            case PANDAS,PANDAS_STATISTICS -> {
                command.addAll(List.of("/usr/bin/python3", System.getProperty("peers") + "/clean_pandas.py"));
                command.addAll(files);
                if (this == PANDAS_STATISTICS) {
                    command.add("statistics");
                }
            }
            case FN_CLEAN -> command.addAll(java(FunctionProcess.JVM_OPTIONS, files));
            case FN_CLEAN_CACHED -> command.addAll(java(with("-XX:AOTMode=on", "-XX:AOTCache=" + cache(target)), files));
            case DUCKDB_1,DUCKDB_2,DUCKDB_512MB -> command.addAll(
                    java(List.of("-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED"), files));
        }
        return command;
    }

    /// What makes the cache that [#command] takes, by a run of the same kind.
    List<String> training(Path source, Path target, Path report) {
        var options = new ArrayList<>(Train.CLASSES_ONLY);
        options.add("-XX:AOTCacheOutput=" + cache(target));
        return java(with(options.toArray(String[]::new)),
                List.of(source.toString(), target.toString(), report.toString()));
    }

    private static Path cache(Path target) {
        return target.resolveSibling("clean.aot");
    }

    private static List<String> with(String... more) {
        return Stream.concat(FunctionProcess.JVM_OPTIONS.stream(), Stream.of(more)).toList();
    }

    private List<String> java(List<String> options, List<String> files) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CleanTask.class.getName(), name()));
        command.addAll(files);
        return command;
    }

    private static void clean(Path source, Path target, Path report) throws Exception {
        var raw = new RawTable() {
            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(source);
            }

            @Override
            public long size() {
                return source.toFile().length();
            }
        };
        try (var cleaned = Files.newOutputStream(target);
                var changes = Files.newOutputStream(Path.of(target + ".changes.csv.gz"));
                var rejected = Files.newOutputStream(Path.of(target + ".rejected.csv"))) {
            var found = new Cleaner(CleanSettings.defaults()).clean(
                    new TableSource("bench", "bench", source.getFileName().toString(), "0", Files.size(source)), raw,
                    new CleanOutput(cleaned, changes, rejected));
            Files.write(report, Json.MAPPER.writeValueAsBytes(found));
        }
    }
}
