package io.allasflow.summarize.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.summarize.engine.DuckDb;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/// Asks DuckDB's parser which tables a model reads, and refuses what is not one SELECT that answers the same each time from
/// them alone.
final class ModelParser {
    /// Bounds the stack that the parser takes, most for `FROM a,a,a`.
    static final int MOST_BYTES = 20_000;
    /// Bounds its time, which grows with the square of them at least.
    static final int MOST_BRACKETS = 1_000;
    private static final Logger LOG = Logger.getLogger(ModelParser.class);

    private final DuckDb duckdb;
    private final UnstableFunctions unstable;

    ModelParser(DuckDb duckdb) {
        this.duckdb = duckdb;
        this.unstable = UnstableFunctions.of(duckdb);
    }

    ModelSql parse(String sql) {
        try {
            return HighStack.call(() -> {
                var walk = new SelectWalk(unstable);
                walk.node(statement(sql), Set.of());
                return new ModelSql(List.copyOf(walk.tables()), null);
            });
        } catch (PipelineException e) {
            return new ModelSql(null, Errors.of(e));
        } catch (IllegalStateException e) {
            // One model must not hinder the others, nor the index.
            LOG.error("the SQL of a model", e);
            return new ModelSql(null, Errors.of(ErrorCode.INTERNAL, e.getMessage()));
        }
    }

    private JsonNode statement(String sql) {
        if (sql.indexOf('\0') >= 0) {
            throw new PipelineException(ErrorCode.MODEL_NOT_A_SELECT, "there is a NUL character in it");
        }
        // Also those in texts and comments: to find out which those are is the parser's work.
        if (sql.chars().filter(character -> "([{".indexOf(character) >= 0).count() > MOST_BRACKETS) {
            throw new PipelineException(ErrorCode.MODEL_TOO_LARGE, "its SQL has more than " + MOST_BRACKETS
                    + " opening brackets");
        }
        var tree = tree(duckdb.query("SELECT json_serialize_sql(" + DuckDb.quoted(sql) + ")",
                results -> results.getString(1)).getFirst());
        if (tree.path("error").asBoolean()) {
            var message = tree.path("error_message").asText();
            throw new PipelineException(ErrorCode.MODEL_NOT_A_SELECT, tree.hasNonNull("position")
                    ? message + ", on line " + line(sql, tree.path("position").asInt())
                    : message);
        }
        if (tree.path("statements").size() != 1) {
            throw new PipelineException(ErrorCode.MODEL_NOT_A_SELECT,
                    "there are " + tree.path("statements").size() + " statements in it");
        }
        return tree.path("statements").get(0);
    }

    /// @param position in bytes, as DuckDB counts
    private static long line(String sql, int position) {
        var bytes = sql.getBytes(StandardCharsets.UTF_8);
        return 1 + IntStream.range(0, Math.min(position, bytes.length)).filter(i -> bytes[i] == '\n').count();
    }

    static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new PipelineException(ErrorCode.MODEL_NOT_A_SELECT, "it is nested too deeply", e);
        }
    }
}
