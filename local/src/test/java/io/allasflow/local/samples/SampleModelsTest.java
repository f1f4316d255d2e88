package io.allasflow.local.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.layout.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The models of `samples/models`, run on the cleaned samples, find what was worked out without SQL.
class SampleModelsTest {
    private static final Path MODELS = SamplePipeline.SAMPLES.resolve("models");
    private static final Path RUNS = SamplePipeline.SAMPLES.resolve("expected/pipeline_runs.csv");

    @TempDir
    private static Path tables;
    private static Map<String, List<List<String>>> results;

    @BeforeAll
    static void run() throws Exception {
        for (var dataset : SamplePipeline.DATASETS) {
            Files.write(file(dataset), SamplePipeline.done().output(Output.PARQUET, dataset));
        }
        results = results(1, "");
    }

    static Stream<String> models() throws IOException {
        return sources().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void is_as_worked_out(String model) throws IOException {
        assertThat(ExpectedModel.differences(model, results.get(model))).isEmpty();
    }

    @Test
    void every_expectation_has_a_model() throws IOException {
        try (var expected = Files.list(SamplePipeline.SAMPLES.resolve("expected/models"))) {
            assertThat(expected.map(file -> file.getFileName().toString().replaceFirst("\\.[a-z]+$", "")).sorted())
                    .containsExactlyElementsOf(sources().keySet());
        }
    }

    /// Which also shows that each ORDER BY decides the order of all rows.
    @Test
    void is_the_same_from_rows_in_another_order_by_several_threads() throws Exception {
        var again = results(4, " ORDER BY hash(t)");
        assertThat(results.keySet()).filteredOn(model -> !again.get(model).equals(results.get(model))).isEmpty();
    }

    private static Map<String, String> sources() throws IOException {
        var sources = new TreeMap<String, String>();
        try (var files = Files.list(MODELS)) {
            for (var file : files.toList()) {
                sources.put(file.getFileName().toString().replaceFirst("\\.sql$", ""), Files.readString(file));
            }
        }
        return sources;
    }

    private static Path file(String dataset) {
        return tables.resolve(dataset.replace('/', '_') + ".parquet");
    }

    private static Map<String, List<List<String>>> results(int threads, String order) throws Exception {
        var settings = new Properties();
        settings.setProperty("threads", Integer.toString(threads));
        try (var duckdb = new DuckDBDriver().connect("jdbc:duckdb:", settings)) {
            // No day begins there when it does in UTC.
            execute(duckdb, "SET TimeZone = 'Pacific/Chatham'");
            for (var dataset : SamplePipeline.DATASETS) {
                execute(duckdb, "CREATE TABLE \"" + dataset + "\" AS FROM (SELECT * FROM read_parquet('" + file(dataset)
                        + "') AS t" + order + ")");
            }
            execute(duckdb, "CREATE TABLE pipeline_runs AS FROM (SELECT * FROM read_csv('" + RUNS
                    + "', types = {finished_at: TIMESTAMP, quality: DOUBLE}) AS t" + order + ")");
            return results(duckdb);
        }
    }

    /// A model runs as soon as all that it reads is there.
    private static Map<String, List<List<String>>> results(Connection duckdb) throws IOException {
        var waiting = sources();
        var found = new TreeMap<String, List<List<String>>>();
        while (!waiting.isEmpty()) {
            var failures = new TreeMap<String, String>();
            int before = waiting.size();
            for (var model : List.copyOf(waiting.keySet())) {
                try {
                    execute(duckdb, "CREATE TABLE \"" + model + "\" AS " + waiting.get(model));
                    found.put(model, cells(duckdb, model));
                    waiting.remove(model);
                } catch (SQLException e) {
                    failures.put(model, e.getMessage());
                }
            }
            assertThat(failures).as("models that do not run").hasSizeLessThan(before);
        }
        return found;
    }

    private static List<List<String>> cells(Connection duckdb, String model) throws SQLException {
        try (var statement = duckdb.createStatement();
                var results = statement.executeQuery("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM \"" + model + '"')) {
            var columns = results.getMetaData();
            var rows = new ArrayList<List<String>>();
            var names = new ArrayList<String>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
            }
            rows.add(names);
            while (results.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= names.size(); i++) {
                    row.add(Objects.requireNonNullElse(results.getString(i), ""));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private static void execute(Connection duckdb, String sql) throws SQLException {
        try (var statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }
}
