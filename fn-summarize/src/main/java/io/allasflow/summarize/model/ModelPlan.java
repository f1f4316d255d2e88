package io.allasflow.summarize.model;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.gold.GoldOutput;
import io.allasflow.core.hash.Sha256;
import io.allasflow.core.store.StoredObject;
import io.allasflow.summarize.model.GoldModel.Input;
import io.allasflow.summarize.model.GoldModel.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a model is to be made of, as it is now.
///
/// @param file its SQL
/// @param tables the Parquet files it reads, by name
/// @param error why it cannot run; null if it can
/// @param place where its result is published; null for nowhere
/// @param fingerprint of all that its result depends on, and of the place
record ModelPlan(String model, StoredObject file, List<Input> inputs, Map<String, StoredObject> tables,
        PipelineEvent.Error error, String place, String fingerprint) {

    /// Finds what the tables of a model are.
    ///
    /// @param gold of all models, by name: of those that were made in this round as they are now
    /// @param parquet of datasets that models read or are called like, by name; empty if a dataset has none
    record Context(String programVersion, Datasets datasets, String runs, Map<String, GoldState.Known> models,
            Map<String, List<String>> cycles, Map<String, Map<GoldOutput, StoredObject>> gold,
            Map<String, Optional<StoredObject>> parquet, GoldPublishing publishing) {

        /// Whether the name is that of a model, for whoever reads it.
        boolean isModel(String name) {
            return models.containsKey(name) && !isTaken(name);
        }

        /// Whether a model may not be called that.
        boolean isTaken(String name) {
            return name.equals(PipelineRuns.NAME) || parquet.getOrDefault(name, Optional.empty()).isPresent();
        }

        ModelPlan plan(String model, StoredObject file) {
            var sql = models.get(model).sql();
            var inputs = new ArrayList<Input>();
            var tables = new TreeMap<String, StoredObject>();
            for (var name : sql.tables()) {
                var kind = kind(name);
                var object = kind == Kind.RUNS ? Optional.<StoredObject>empty() : object(name);
                object.ifPresent(found -> tables.put(name, found));
                var etag = kind == Kind.RUNS ? runs : object.map(StoredObject::etag).orElse(null);
                inputs.add(new Input(name, kind, etag));
            }
            var error = error(model, sql, inputs);
            // Not the message, which names datasets that are near: one more of those changes nothing.
            var code = error == null ? "" : error.code();
            var made = String.join("\n", programVersion, file.etag(), inputs.toString(), code);
            var place = publishing.place(models.get(model).gold());
            return new ModelPlan(model, file, inputs, tables, error, place,
                    Sha256.hex(place == null ? made : made + "\n" + place, 32));
        }

        private Kind kind(String table) {
            return table.equals(PipelineRuns.NAME) ? Kind.RUNS : isModel(table) ? Kind.MODEL : Kind.DATASET;
        }

        private Optional<StoredObject> object(String table) {
            return isModel(table)
                    ? Optional.ofNullable(gold.getOrDefault(table, Map.of()).get(GoldOutput.PARQUET))
                    : parquet.getOrDefault(table, Optional.empty());
        }

        private PipelineEvent.Error error(String model, ModelSql sql, List<Input> inputs) {
            if (isTaken(model)) {
                return Errors.of(ErrorCode.MODEL_MISNAMED, "there is a dataset '" + model + "'");
            }
            if (sql.refused() != null) {
                return sql.refused();
            }
            if (cycles.containsKey(model)) {
                return Errors.of(ErrorCode.MODEL_CYCLE, "these models read each other: "
                        + String.join(", ", cycles.get(model)));
            }
            var lower = new HashSet<String>();
            for (var input : inputs) {
                // Else it would read the dataset from the day on that there is one.
                if (input.kind() == Kind.DATASET && models.containsKey(input.name()) && isTaken(input.name())) {
                    return Errors.of(ErrorCode.MODEL_MISNAMED,
                            "it reads '" + input.name() + "', and there are a dataset and a model of that name");
                }
                if (input.etag() == null) {
                    return missing(input);
                }
                if (!lower.add(input.name().toLowerCase(Locale.ROOT))) {
                    return Errors.of(ErrorCode.MODEL_READS_ELSEWHERE, "'" + input.name()
                            + "' and another table that it reads differ in the case of letters alone, which SQL does not tell apart");
                }
            }
            return null;
        }

        private PipelineEvent.Error missing(Input input) {
            if (input.kind() == Kind.MODEL) {
                return Errors.of(ErrorCode.MODEL_INPUT_MISSING, "the model '" + input.name() + "' has no result");
            }
            if (datasets.contains(input.name())) {
                return Errors.of(ErrorCode.MODEL_INPUT_MISSING,
                        "the dataset '" + input.name() + "' has no cleaned table");
            }
            var near = datasets.near(input.name());
            return Errors.of(ErrorCode.MODEL_INPUT_MISSING, "there is no dataset and no model '" + input.name() + "'"
                    + (near.isEmpty() ? "" : "; datasets are called '" + String.join("', '", near) + "'"));
        }
    }
}
