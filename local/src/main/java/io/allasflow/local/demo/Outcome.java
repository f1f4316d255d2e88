package io.allasflow.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What became of one source object, as its status and its quality report in the bucket say.
///
/// @param state as the status has it; `unfinished` if it has none for this version of the object
/// @param reason why it was rejected, or what went wrong last
/// @param rows absent where the object never came to be cleaned
public record Outcome(String key, String state, Optional<String> reason, Optional<Rows> rows, Optional<Double> quality,
        OptionalLong millis) {
    private static final String UNFINISHED = "unfinished";
    private static final Set<String> FINAL = Set.of("summarized", "rejected");

    public record Rows(long read, long written, long duplicates, long empty, long rejected, long outliers) {
        /// Whether each row that was read is accounted for.
        boolean conserved() {
            return read == written + duplicates + empty + rejected + outliers;
        }
    }

    public boolean isFinal() {
        return FINAL.contains(state);
    }

    /// @param outputs the directory that holds what lies under the output prefix
    /// @param etag of the object now, without quotes; a status of another version does not count
    public static Outcome read(Path outputs, String key, String etag) throws IOException {
        var dataset = key.endsWith(".csv") ? key.substring(0, key.length() - ".csv".length()) : key;
        var status = json(outputs.resolve("status").resolve(dataset + ".json"));
        if (!Uploads.unquoted(status.at("/source/etag").asText()).equals(etag)) {
            return new Outcome(key, UNFINISHED, Optional.empty(), Optional.empty(), Optional.empty(),
                    OptionalLong.empty());
        }
        var state = status.path("state").asText(UNFINISHED);
        var quality = state.equals("summarized")
                ? json(outputs.resolve("quality").resolve(dataset + ".json"))
                : MissingNode.getInstance();
        return new Outcome(key, state, reason(status), rows(quality.path("rows")), overall(quality), millis(status));
    }

    private static JsonNode json(Path file) throws IOException {
        return Files.exists(file) ? Json.MAPPER.readTree(file.toFile()) : MissingNode.getInstance();
    }

    private static Optional<String> reason(JsonNode status) {
        var reason = Optional.<String>empty();
        for (var stage : status.path("stages")) {
            var error = stage.path("error");
            if (error.isObject()) {
                reason = Optional.of(error.path("code").asText() + ": " + error.path("message").asText());
            }
        }
        return reason;
    }

    private static Optional<Rows> rows(JsonNode rows) {
        return rows.isObject()
                ? Optional.of(new Rows(rows.path("read").asLong(), rows.path("written").asLong(),
                        rows.path("duplicates").asLong(), rows.path("empty").asLong(), rows.path("rejected").asLong(),
                        rows.path("outliers").asLong()))
                : Optional.empty();
    }

    private static Optional<Double> overall(JsonNode quality) {
        var overall = quality.at("/scores/overall");
        return overall.isNumber() ? Optional.of(overall.asDouble()) : Optional.empty();
    }

    private static OptionalLong millis(JsonNode status) {
        var sum = 0L;
        for (var stage : status.path("stages")) {
            sum += stage.path("ms").asLong();
        }
        return OptionalLong.of(sum);
    }
}
