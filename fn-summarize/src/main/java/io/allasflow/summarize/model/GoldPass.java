package io.allasflow.summarize.model;

import io.allasflow.core.concurrent.Parallel;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.error.Printable;
import io.allasflow.core.gold.GoldOutput;
import io.allasflow.core.gold.ModelFiles;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.StoredObject;
import io.allasflow.summarize.engine.DuckDb;
import io.allasflow.summarize.engine.Scratch;
import io.allasflow.summarize.model.GoldState.Known;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// One pass over all models: makes those that are not of their inputs as they are now, each after those it reads.
final class GoldPass {
    private static final Logger LOG = Logger.getLogger(GoldPass.class);

    private final ObjectStore store;
    private final BucketLayout layout;
    private final GoldWriter writer;
    private final String programVersion;
    private final int concurrency;
    private final ModelFiles files;
    private final Datasets datasets;
    private final GoldPublishing publishing;
    private final PipelineRuns runs;
    private final Map<String, Known> known;

    GoldPass(ObjectStore store, BucketLayout layout, GoldWriter writer, String programVersion, int concurrency,
            ModelFiles files, GoldState before, Datasets datasets, GoldPublishing publishing) {
        this.store = store;
        this.layout = layout;
        this.writer = writer;
        this.programVersion = programVersion;
        this.concurrency = concurrency;
        this.files = files;
        this.datasets = datasets;
        this.publishing = publishing;
        this.runs = new PipelineRuns(datasets.runs());
        this.known = new TreeMap<>(before.models());
        files.misnamed().stream().filter(file -> !before.misnamed().contains(file))
                .forEach(file -> LOG.warnf("config/models/%s: %s: %s", Printable.of(file), ErrorCode.MODEL_MISNAMED,
                        ErrorCode.MODEL_MISNAMED.advice()));
    }

    GoldState state() {
        return new GoldState(programVersion, known, files.misnamed(), files.fingerprint());
    }

    /// @return whether anything was made or removed, so that another pass has to look
    boolean run(Consumer<GoldState> beforeRuns) throws IOException {
        boolean changed = removeGone();
        parse();
        readFacts();
        var context = context();
        for (var model : order(context).models()) {
            var plan = context.plan(model, files.models().get(model));
            if (!isFresh(plan, context.gold().getOrDefault(model, Map.of()))) {
                beforeRuns.accept(state());
                context.gold().put(model, make(plan, context.gold().getOrDefault(model, Map.of())));
                changed = true;
            }
        }
        return changed;
    }

    /// The results of models that are no more.
    private boolean removeGone() {
        known.keySet().retainAll(files.models().keySet());
        var gone = new TreeSet<>(files.gold().keySet());
        gone.removeAll(files.models().keySet());
        for (var model : gone) {
            // What tells of the others first, so that nobody is told of what is not there.
            for (var output : files.gold().get(model).entrySet().stream()
                    .sorted(Map.Entry.<GoldOutput, StoredObject>comparingByKey().reversed()).toList()) {
                store.delete(output.getValue().ref());
            }
        }
        return !gone.isEmpty();
    }

    private void parse() throws IOException {
        var fresh = new ArrayList<StoredObject>();
        var names = new ArrayList<String>();
        files.models().forEach((model, file) -> {
            if (!known.containsKey(model) || !known.get(model).sqlEtag().equals(file.etag())) {
                names.add(model);
                fresh.add(file);
            }
        });
        if (!fresh.isEmpty()) {
            try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch)) {
                var parser = new ModelParser(duckdb);
                for (int i = 0; i < fresh.size(); i++) {
                    var before = known.get(names.get(i));
                    known.put(names.get(i), new Known(fresh.get(i).etag(), parse(parser, fresh.get(i)),
                            before == null ? null : before.factsEtag(), before == null ? null : before.gold()));
                }
            }
        }
    }

    private ModelSql parse(ModelParser parser, StoredObject file) throws IOException {
        try {
            return parser.parse(sql(file));
        } catch (PipelineException e) {
            if (e.code().kind() != ErrorCode.Kind.PERMANENT) {
                throw e;
            }
            return new ModelSql(null, Errors.of(e));
        }
    }

    private String sql(StoredObject file) throws IOException {
        byte[] bytes;
        try (var in = store.open(file.ref(), file.etag())) {
            bytes = in.readNBytes(ModelParser.MOST_BYTES + 1);
        }
        if (bytes.length > ModelParser.MOST_BYTES) {
            throw new PipelineException(ErrorCode.MODEL_TOO_LARGE, "its SQL has more than " + ModelParser.MOST_BYTES
                    + " bytes");
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new PipelineException(ErrorCode.MODEL_NOT_A_SELECT, "it is not in UTF-8", e);
        }
    }

    private void readFacts() throws IOException {
        for (var entry : known.entrySet()) {
            var object = files.gold().getOrDefault(entry.getKey(), Map.of()).get(GoldOutput.FACTS);
            var etag = object == null ? null : object.etag();
            var before = entry.getValue();
            if (etag == null) {
                entry.setValue(new Known(before.sqlEtag(), before.sql(), null, null));
            } else if (!etag.equals(before.factsEtag())) {
                entry.setValue(new Known(before.sqlEtag(), before.sql(), etag, readFacts(object)));
            }
        }
    }

    /// Null if it is not ours.
    private GoldModel readFacts(StoredObject object) throws IOException {
        byte[] json;
        String fingerprint;
        try (var in = store.open(object.ref(), object.etag())) {
            json = in.readNBytes(1 << 20);
            fingerprint = in.object().metadata().get(ModelFiles.MADE_OF);
        }
        try {
            // Whoever edits it by hand uploads it without our metadata. Against those who forge that too, nothing is done: they may
            // as well write the results.
            var gold = Json.MAPPER.readValue(json, GoldModel.class);
            return gold.fingerprint() != null && gold.fingerprint().equals(fingerprint) ? gold : null;
        } catch (IOException e) {
            LOG.warnf("%s is not what is told of a model, and is made anew", object.ref());
            return null;
        }
    }

    private ModelPlan.Context context() {
        var names = new TreeSet<String>();
        known.values().forEach(model -> names.addAll(model.sql().tables()));
        names.addAll(known.keySet());
        names.removeIf(name -> !datasets.contains(name));
        var looks = new ArrayList<Callable<Optional<StoredObject>>>();
        names.forEach(name -> looks.add(() -> store.head(layout.output(Output.PARQUET, name))));
        var parquet = new HashMap<String, Optional<StoredObject>>();
        var found = Parallel.inOrder(concurrency, looks).iterator();
        names.forEach(name -> parquet.put(name, found.next()));
        var cycles = new HashMap<String, List<String>>();
        var context = new ModelPlan.Context(programVersion, datasets, runs.fingerprint(), known, cycles,
                new HashMap<>(files.gold()), parquet, publishing);
        cycles.putAll(order(context).cycles());
        return context;
    }

    private ModelOrder order(ModelPlan.Context context) {
        var reads = new TreeMap<String, List<String>>();
        known.forEach((model, facts) -> reads.put(model, facts.sql().tables().stream().filter(context::isModel)
                .toList()));
        return ModelOrder.of(reads);
    }

    private boolean isFresh(ModelPlan plan, Map<GoldOutput, StoredObject> there) {
        var gold = known.get(plan.model()).gold();
        return gold != null && plan.fingerprint().equals(gold.fingerprint())
                && GoldWriter.etags(there).equals(gold.outputs()) && !publishing.isDue(gold);
    }

    private Map<GoldOutput, StoredObject> make(ModelPlan plan, Map<GoldOutput, StoredObject> there)
            throws IOException {
        var started = System.nanoTime();
        var before = known.get(plan.model());
        var written = made(plan, there, before.gold());
        known.put(plan.model(), new Known(before.sqlEtag(), before.sql(),
                written.objects().get(GoldOutput.FACTS).etag(), written.gold()));
        var gold = written.gold();
        var ms = (System.nanoTime() - started) / 1_000_000;
        if (gold.error() == null) {
            LOG.infof("model %s: made, %d rows, %d ms", plan.model(), gold.rows(), ms);
            if (gold.problem() != null) {
                LOG.warnf("model %s: not published, %s: %s", plan.model(), gold.problem().code(),
                        Printable.of(gold.problem().message()));
            }
        } else {
            LOG.warnf("model %s: failed, %s: %s, %d ms", plan.model(), gold.error().code(),
                    Printable.of(gold.error().message()), ms);
        }
        return written.objects();
    }

    private GoldWriter.Written made(ModelPlan plan, Map<GoldOutput, StoredObject> there, GoldModel before)
            throws IOException {
        var sql = "";
        var error = plan.error();
        if (error == null) {
            try {
                sql = sql(plan.file());
                return writer.make(plan, sql, runs, publishing);
            } catch (PipelineException e) {
                if (e.code().kind() != ErrorCode.Kind.PERMANENT) {
                    throw e;
                }
                error = e.code() == ErrorCode.TOO_LARGE
                        ? Errors.of(ErrorCode.MODEL_TOO_LARGE, e.getMessage())
                        : Errors.of(e);
            } catch (IllegalStateException e) {
                // One model must not hinder the others, nor the index.
                LOG.errorf(e, "model %s", plan.model());
                error = Errors.of(ErrorCode.INTERNAL, e.getMessage());
            }
        } else {
            sql = readable(plan.file());
        }
        return writer.fail(plan, sql, error, before, there);
    }

    /// For a reader, who is to see also what is refused.
    private String readable(StoredObject file) throws IOException {
        try (var in = store.open(file.ref(), file.etag())) {
            return new String(in.readNBytes(ModelParser.MOST_BYTES), StandardCharsets.UTF_8);
        }
    }
}
