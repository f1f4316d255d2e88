package io.allasflow.summarize.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.summarize.engine.DuckDb;
import java.util.List;
import java.util.Set;

/// Asks DuckDB's parser which tables a model reads, and refuses what is not one SELECT that answers the same each time from
/// them alone.
final class ModelParser {
    private final DuckDb duckdb;
    private final UnstableFunctions unstable;

    ModelParser(DuckDb duckdb) {
        this.duckdb = duckdb;
        this.unstable = UnstableFunctions.of(duckdb);
    }

    ModelSql parse(String sql) {
        try {
            var walk = new SelectWalk(unstable);
            walk.node(statement(sql), Set.of());
            return new ModelSql(List.copyOf(walk.tables()), null);
        } catch (PipelineException e) {
            return new ModelSql(null, Errors.of(e));
        }
    }

    private JsonNode statement(String sql) {
        if (sql.indexOf('\0') >= 0) {
            throw new PipelineException(ErrorCode.MODEL_NOT_A_SELECT, "there is a NUL character in it");
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
        return 1 + sql.codePoints().limit(position).filter(point -> point == '\n').count();
    }

    static JsonNode tree(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new PipelineException(ErrorCode.MODEL_NOT_A_SELECT, "it is nested too deeply", e);
        }
    }
}
