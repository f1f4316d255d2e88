package io.allasflow.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.BucketLayout;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of the models, as `gold/` in the bucket says.
public final class ModelResults {
    private static final String SQL = ".sql";

    private ModelResults() {}

    /// The models in a folder, by the key each gets in the bucket.
    ///
    /// @throws IOException with a message for the person if it is no folder
    public static Map<String, Path> files(Path folder, BucketLayout layout) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is no directory");
        }
        var files = new TreeMap<String, Path>();
        try (var found = Files.list(folder)) {
            found.filter(file -> file.getFileName().toString().endsWith(SQL)).forEach(file -> files
                    .put(layout.own("config/models/" + file.getFileName()).key(), file));
        }
        return files;
    }

    /// A line for all of them, and one for each that failed; nothing without any.
    ///
    /// @param bucket the directory that holds the bucket's objects
    public static void print(PrintStream out, Path bucket, BucketLayout layout) throws IOException {
        var models = read(bucket.resolve(layout.own("gold").key()));
        if (models.isEmpty()) {
            return;
        }
        var failed = models.stream().filter(model -> !model.path("state").asText().equals("made")).toList();
        out.printf("models:   %d made, %d rows%s%n", models.size() - failed.size(),
                models.stream().mapToLong(model -> model.path("rows").asLong()).sum(),
                failed.isEmpty() ? "" : ", " + failed.size() + " failed");
        failed.forEach(model -> out.print(ResultTable.wrap(ResultTable.printable(model.path("model").asText() + ": "
                + model.at("/error/code").asText() + ": " + model.at("/error/message").asText()))));
    }

    private static List<JsonNode> read(Path gold) throws IOException {
        var models = new ArrayList<JsonNode>();
        if (Files.isDirectory(gold)) {
            try (var files = Files.list(gold)) {
                for (var file : files.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
                    models.add(Json.MAPPER.readTree(file.toFile()));
                }
            }
        }
        return models;
    }
}
