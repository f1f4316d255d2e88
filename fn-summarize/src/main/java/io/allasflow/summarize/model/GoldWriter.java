package io.allasflow.summarize.model;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.gold.GoldOutput;
import io.allasflow.core.gold.ModelFiles;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.ObjectChangedException;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import io.allasflow.summarize.engine.DuckDb;
import io.allasflow.summarize.engine.Sample;
import io.allasflow.summarize.engine.Scratch;
import io.allasflow.summarize.model.GoldModel.Kind;
import io.allasflow.summarize.model.GoldModel.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Makes one model and writes what came of it, its facts last.
///
/// Scratch: at most [#MOST_INPUT_BYTES] of inputs, the spill of 1 GiB, and the result.
public final class GoldWriter {
    static final long MOST_INPUT_BYTES = 512L << 20;
    static final int MOST_SHOWN_ROWS = 1_000;

    private final ObjectStore store;
    private final BucketLayout layout;
    private final String programVersion;
    private final Duration timeout;
    private final Page page;

    /// Writes `gold/<model>.html`.
    public interface Page {
        /// @param sql of the model
        /// @param sample the first rows; null if it was not made
        void write(GoldModel gold, String sql, Sample sample, Writer out);
    }

    GoldWriter(ObjectStore store, BucketLayout layout, String programVersion, Duration timeout, Page page) {
        this.store = store;
        this.layout = layout;
        this.programVersion = programVersion;
        this.timeout = timeout;
        this.page = page;
    }

    /// What was written, and as which objects.
    record Written(GoldModel gold, Map<GoldOutput, StoredObject> objects) {}

    /// @throws IOException of the store, or because an input changed
    /// @throws PipelineException if the model is at fault, or the store
    Written make(ModelPlan plan, String sql, PipelineRuns runs, GoldPublishing publishing) throws IOException {
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch)) {
            var run = new ModelRun(duckdb, timeout);
            tables(plan, scratch, run);
            if (plan.inputs().stream().anyMatch(input -> input.kind() == Kind.RUNS)) {
                runs.createIn(duckdb);
            }
            run.run(sql);
            return write(plan, sql, run, scratch, publishing);
        }
    }

    private void tables(ModelPlan plan, Scratch scratch, ModelRun run) throws IOException {
        var bytes = plan.tables().values().stream().mapToLong(StoredObject::size).sum();
        if (bytes > MOST_INPUT_BYTES) {
            throw new PipelineException(ErrorCode.MODEL_TOO_LARGE, "its inputs have " + bytes
                    + " bytes of Parquet together; they may have " + MOST_INPUT_BYTES);
        }
        var number = 0;
        for (var table : plan.tables().entrySet()) {
            var file = scratch.file("input-" + number++ + ".parquet");
            try (var in = store.open(table.getValue().ref(), table.getValue().etag());
                    var out = Files.newOutputStream(file)) {
                copy(in, out);
            }
            run.table(table.getKey(), file);
        }
    }

    /// Tells a full scratch, which is for the model to mend, from a failing store.
    static void copy(InputStream store, OutputStream scratch) throws IOException {
        var buffer = new byte[64 << 10];
        for (int read; (read = store.read(buffer)) >= 0;) {
            try {
                scratch.write(buffer, 0, read);
            } catch (IOException e) {
                throw new PipelineException(ErrorCode.MODEL_TOO_LARGE, "the scratch does not hold its inputs: "
                        + e.getMessage(), e);
            }
        }
    }

    private Written write(ModelPlan plan, String sql, ModelRun run, Scratch scratch, GoldPublishing publishing)
            throws IOException {
        var parquetFile = run.parquet(scratch);
        try (var csv = create(plan, GoldOutput.CSV); var parquet = create(plan, GoldOutput.PARQUET)) {
            var sample = run.csv(csv, MOST_SHOWN_ROWS);
            Files.copy(parquetFile, parquet);
            var objects = new EnumMap<GoldOutput, StoredObject>(GoldOutput.class);
            objects.put(GoldOutput.CSV, csv.commit());
            objects.put(GoldOutput.PARQUET, parquet.commit());
            // Before the facts, so that a death in between is found by the next pass as any other is.
            var unpublished = publishing.publish(plan, run, () -> checkIsCurrent(plan));
            return facts(plan, sql, run.rows(), run.columns(), null, unpublished, sample, objects);
        }
    }

    private void checkIsCurrent(ModelPlan plan) throws IOException {
        for (var read : Stream.concat(Stream.of(plan.file()), plan.tables().values().stream()).toList()) {
            if (store.head(read.ref()).filter(now -> now.etag().equals(read.etag())).isEmpty()) {
                throw new ObjectChangedException(read.ref());
            }
        }
    }

    /// The last good result stays, if there is one.
    ///
    /// @param before what is told of it; null if nothing is
    /// @param there what there is of the model
    Written fail(ModelPlan plan, String sql, PipelineEvent.Error error, GoldModel before,
            Map<GoldOutput, StoredObject> there) throws IOException {
        var kept = new EnumMap<GoldOutput, StoredObject>(GoldOutput.class);
        kept.putAll(there);
        kept.keySet().retainAll(List.of(GoldOutput.CSV, GoldOutput.PARQUET));
        boolean known = before != null && kept.size() == 2 && etags(kept).entrySet().stream()
                .allMatch(output -> output.getValue().equals(before.outputs().get(output.getKey())));
        return facts(plan, sql, known ? before.rows() : null, known ? before.columns() : List.of(), error, null,
                null, kept);
    }

    private Written facts(ModelPlan plan, String sql, Long rows, List<ResultColumn> columns,
            PipelineEvent.Error error, PipelineEvent.Error unpublished, Sample sample,
            Map<GoldOutput, StoredObject> objects) throws IOException {
        try (var object = create(plan, GoldOutput.PAGE)) {
            var out = new OutputStreamWriter(object, StandardCharsets.UTF_8);
            page.write(gold(plan, rows, columns, error, unpublished, objects), sql, sample, out);
            out.flush();
            objects.put(GoldOutput.PAGE, object.commit());
        }
        try (var object = create(plan, GoldOutput.FACTS)) {
            var gold = gold(plan, rows, columns, error, unpublished, objects);
            Json.STREAMED.writeValue(object, gold);
            objects.put(GoldOutput.FACTS, object.commit());
            return new Written(gold, objects);
        }
    }

    private GoldModel gold(ModelPlan plan, Long rows, List<ResultColumn> columns, PipelineEvent.Error error,
            PipelineEvent.Error unpublished, Map<GoldOutput, StoredObject> objects) {
        var publishing = plan.place() == null ? null : new GoldModel.Publishing(plan.place(), unpublished);
        return new GoldModel(GoldModel.SCHEMA, plan.model(), error == null ? State.MADE : State.FAILED,
                plan.file().etag(), plan.inputs(), rows, columns, etags(objects), error, publishing, plan.fingerprint(),
                programVersion);
    }

    /// Of all but the facts themselves.
    static Map<String, String> etags(Map<GoldOutput, StoredObject> objects) {
        var etags = new TreeMap<String, String>();
        objects.forEach((output, object) -> {
            if (output != GoldOutput.FACTS) {
                etags.put(output.word(), object.etag());
            }
        });
        return etags;
    }

    private io.allasflow.core.store.ObjectWriter create(ModelPlan plan, GoldOutput output) {
        return store.create(ModelFiles.gold(layout, plan.model(), output), output.contentType(),
                Map.of(ModelFiles.MADE_OF, plan.fingerprint(), "program-version", programVersion));
    }
}
