package io.allasflow.summarize.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.allasflow.core.gold.GoldOutput;
import io.allasflow.core.gold.ModelFiles;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.MemoryObjectStore;
import io.allasflow.core.store.ObjectRef;
import io.allasflow.summarize.engine.DuckDb;
import io.allasflow.summarize.engine.Scratch;
import io.allasflow.summarize.publish.PostgresAccess;
import io.allasflow.summarize.report.ModelPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A bucket with cleaned tables and models.
final class GoldStore {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema());

    final BucketLayout layout = new BucketLayout("bucket", "", "bucket", "pipeline/");
    final List<String> calls = new ArrayList<>();
    final TreeMap<String, List<PipelineRun>> datasets = new TreeMap<>();
    /// Done before the call that it names by its start.
    final Map<String, Runnable> before = new TreeMap<>();
    int pagesBeforeRuns;
    Duration timeout = Duration.ofSeconds(20);
    PostgresAccess access = PostgresAccess.NONE;
    GoldState state;

    final MemoryObjectStore store = new MemoryObjectStore() {
        @Override
        protected void beforeCall(String call) {
            calls.add(call);
            for (var start : List.copyOf(before.keySet())) {
                if (call.startsWith(start)) {
                    before.remove(start).run();
                }
            }
        }
    };

    private static String schema() {
        try {
            return Files.readString(Path.of("../docs/schema/model.v1.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param select its rows
    GoldStore dataset(String name, String select) {
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch)) {
            var file = scratch.file("dataset.parquet");
            duckdb.execute("COPY (" + select + ") TO " + DuckDb.quoted(file.toString()) + " (FORMAT parquet)");
            store.put(layout.output(Output.PARQUET, name), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        datasets.put(name, List.of());
        return this;
    }

    GoldStore model(String name, String sql) {
        store.put(layout.own("config/models/" + name + ".sql"), sql.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    GoldStore withoutModel(String name) {
        store.delete(layout.own("config/models/" + name + ".sql"));
        return this;
    }

    /// The models that are made or tried again.
    List<String> update() {
        calls.clear();
        pagesBeforeRuns = 0;
        state = models().update(state, new Datasets(datasets), _ -> pagesBeforeRuns++);
        for (var model : state.results().keySet()) {
            assertThat(SCHEMA.validate(text(model, GoldOutput.FACTS), InputFormat.JSON)).as(model).isEmpty();
        }
        return calls.stream().filter(call -> call.startsWith("PUT bucket/pipeline/gold/") && call.endsWith(".json"))
                .map(call -> call.substring("PUT bucket/pipeline/gold/".length(), call.length() - ".json".length()))
                .toList();
    }

    GoldModels models() {
        return new GoldModels(store, layout, "test", 1, ModelPage::write, access, timeout);
    }

    String csv(String model) {
        return text(model, GoldOutput.CSV);
    }

    String text(String model, GoldOutput output) {
        return store.text(gold(model, output));
    }

    ObjectRef gold(String model, GoldOutput output) {
        return ModelFiles.gold(layout, model, output);
    }

    GoldModel told(String model) {
        return state.results().get(model);
    }

    /// The code and the message.
    String error(String model) {
        var error = told(model).error();
        return error == null ? null : error.code() + ": " + error.message();
    }
}
