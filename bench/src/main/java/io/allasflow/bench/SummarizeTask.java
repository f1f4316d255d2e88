package io.allasflow.bench;

import com.sun.management.OperatingSystemMXBean;
import io.allasflow.core.json.Json;
import io.allasflow.local.demo.FunctionProcess;
import io.allasflow.summarize.engine.DuckDb;
import io.allasflow.summarize.engine.Scratch;
import io.allasflow.summarize.engine.StoredTable;
import io.allasflow.summarize.engine.Summarizer;
import io.allasflow.summarize.engine.SummarySource;
import io.allasflow.summarize.engine.TypedColumn;
import io.allasflow.summarize.engine.TypedTable;
import io.allasflow.summarize.report.ReportPage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Who summarises, each in a process of its own, from a cleaned table and its quality report to a report.
enum SummarizeTask {
    FN_SUMMARIZE,
    /// The same figures in SQL.
    DUCKDB,
    /// What DuckDB's own `SUMMARIZE` tells: less.
    DUCKDB_SUMMARIZE,
    /// `describe` and `corr`: less.
    PANDAS;

    /// Prints CPU seconds and the peak of resident bytes.
    public static void main(String[] arguments) throws Exception {
        var table = Path.of(arguments[1]);
        var quality = Path.of(arguments[2]);
        var report = Path.of(arguments[3]);
        var columns = TypedColumn.listed(Json.MAPPER.readTree(quality.toFile()));
        switch (valueOf(arguments[0])) {
            case FN_SUMMARIZE -> summarize(table, quality, columns, report);
            case DUCKDB -> SummarizeWithDuckDb.run(table, columns, report, false);
            case DUCKDB_SUMMARIZE -> SummarizeWithDuckDb.run(table, columns, report, true);
            case PANDAS -> throw new IllegalArgumentException("runs in Python");
        }
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        System.out.println(system.getProcessCpuTime() / 1e9 + " " + PeakMemory.bytes());
    }

    List<String> command(Path table, Path quality, Path report) {
        var files = List.of(table.toString(), quality.toString(), report.toString());
        var command = new ArrayList<String>();
        switch (this) {
            case PANDAS -> {
                command.addAll(List.of("/usr/bin/python3", System.getProperty("peers") + "/summarize_pandas.py"));
                command.addAll(files);
            }
            case FN_SUMMARIZE,DUCKDB,DUCKDB_SUMMARIZE -> {
                command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
                command.addAll(this == FN_SUMMARIZE
                        ? FunctionProcess.JVM_OPTIONS
                        : List.of("-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
                command.addAll(List.of("-cp", System.getProperty("java.class.path"), SummarizeTask.class.getName(),
                        name()));
                command.addAll(files);
            }
        }
        return command;
    }

    private static void summarize(Path file, Path quality, List<TypedColumn> columns, Path report) throws IOException {
        var table = new TypedTable() {
            @Override
            public List<TypedColumn> columns() {
                return columns;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
        var source = new SummarySource("bench", "bench", file.getFileName().toString(), "0", Files.size(file));
        var profile = new Summarizer().profile(source, table);
        try (var scratch = Scratch.create();
                var duckdb = DuckDb.open(scratch);
                var page = Files.newBufferedWriter(Path.of(report + ".html"))) {
            var summary = profile.report().related(StoredTable.write(duckdb, scratch, profile, table));
            ReportPage.write(summary, Json.MAPPER.readTree(quality.toFile()), null, profile.sample(), page);
            Files.write(report, Json.MAPPER.writeValueAsBytes(summary));
        }
    }
}
