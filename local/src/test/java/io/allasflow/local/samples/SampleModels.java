package io.allasflow.local.samples;

import io.allasflow.core.gold.GoldOutput;
import io.allasflow.core.gold.ModelFiles;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.summarize.engine.DuckDb;
import io.allasflow.summarize.engine.Scratch;
import io.allasflow.summarize.model.Datasets;
import io.allasflow.summarize.model.GoldModel;
import io.allasflow.summarize.model.GoldModels;
import io.allasflow.summarize.model.GoldState;
import io.allasflow.summarize.model.PipelineRun;
import io.allasflow.summarize.publish.PostgresAccess;
import io.allasflow.summarize.report.ModelPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The models of `samples/models` as the product makes them of the cleaned samples, and of `expected/pipeline_runs.csv` for the
/// history.
final class SampleModels {
    static final Path SOURCES = SamplePipeline.SAMPLES.resolve("models");
    private static final Path RUNS = SamplePipeline.SAMPLES.resolve("expected/pipeline_runs.csv");
    private static final BucketLayout LAYOUT = SamplePipeline.LAYOUT;

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final GoldState before;
    private GoldState state;

    private SampleModels(MemoryObjectStore from, GoldState before) {
        from.refs().forEach(ref -> store.put(ref, from.bytes(ref).orElseThrow()));
        this.before = before;
    }

    static SampleModels make() throws IOException {
        var made = new SampleModels(SamplePipeline.doneForModels().store, null);
        for (var model : names()) {
            made.store.put(LAYOUT.own("config/models/" + model + ".sql"), Files.readAllBytes(SOURCES.resolve(model
                    + ".sql")));
        }
        return made.update();
    }

    static List<String> names() throws IOException {
        try (var files = Files.list(SOURCES)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.sql$", "")).sorted().toList();
        }
    }

    /// What is made where datasets have other rows.
    ///
    /// @param selects by dataset, of its rows `t`
    SampleModels madeOf(Map<String, String> selects) throws IOException {
        var other = new SampleModels(store, state);
        for (var select : selects.entrySet()) {
            var dataset = LAYOUT.output(Output.PARQUET, select.getKey());
            try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch)) {
                var rows = scratch.file("before.parquet");
                var changed = scratch.file("after.parquet");
                Files.write(rows, store.bytes(dataset).orElseThrow());
                duckdb.execute("CREATE TABLE t AS FROM read_parquet(" + DuckDb.quoted(rows.toString()) + ")");
                duckdb.execute("COPY (" + select.getValue() + ") TO " + DuckDb.quoted(changed.toString())
                        + " (FORMAT parquet)");
                other.store.put(dataset, Files.readAllBytes(changed));
            }
        }
        return other.update();
    }

    private SampleModels update() throws IOException {
        state = new GoldModels(store, LAYOUT, "test", 1, ModelPage::write, PostgresAccess.NONE).update(before,
                new Datasets(runs()),
                _ -> {});
        return this;
    }

    private static Map<String, List<PipelineRun>> runs() throws IOException {
        var runs = new TreeMap<String, List<PipelineRun>>();
        SamplePipeline.DATASETS.forEach(dataset -> runs.put(dataset, new ArrayList<>()));
        for (var row : ExpectedModel.table(RUNS).stream().skip(1).toList()) {
            var cells = row.stream().map(cell -> cell.isEmpty() ? null : cell).toList().iterator();
            runs.computeIfAbsent(cells.next(), _ -> new ArrayList<>()).add(new PipelineRun(cells.next(),
                    cells.next() instanceof String at ? LocalDateTime.parse(at).toInstant(ZoneOffset.UTC) : null,
                    cells.next(), number(cells.next()), number(cells.next()), number(cells.next()),
                    number(cells.next()), number(cells.next()),
                    cells.next() instanceof String quality ? Double.valueOf(quality) : null, cells.next()));
        }
        return runs;
    }

    private static Long number(String cell) {
        return cell == null ? null : Long.valueOf(cell);
    }

    /// Of those that are not as they should be, by model.
    Map<String, String> errors() {
        var errors = new TreeMap<String, String>();
        for (GoldModel model : state.results().values()) {
            if (model.error() != null) {
                errors.put(model.model(), model.error().message());
            }
        }
        return errors;
    }

    String csv(String model) {
        return store.text(ModelFiles.gold(LAYOUT, model, GoldOutput.CSV));
    }

    /// The names of the columns and the rows.
    List<List<String>> table(String model) throws IOException {
        return ExpectedModel.table(csv(model));
    }
}
