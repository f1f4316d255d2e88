package io.allasflow.summarize.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Goes through DuckDB's syntax tree of one statement. What it does not know to be harmless, it refuses.
final class SelectWalk {
    private static final Set<String> QUERIES = Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE");
    /// All others read files, settings or the catalog, or run SQL that is in a text.
    private static final Set<String> TABLE_FUNCTIONS = Set.of("range", "generate_series", "unnest");
    /// They are written like columns. A column of such a name is written with its table's.
    private static final Set<String> TIMES = Set.of("current_date", "current_time", "current_timestamp", "localtime",
            "localtimestamp");

    private final UnstableFunctions unstable;
    private final SortedSet<String> tables = new TreeSet<>();

    SelectWalk(UnstableFunctions unstable) {
        this.unstable = unstable;
    }

    SortedSet<String> tables() {
        return tables;
    }

    /// @param scope names of common table expressions, in lower case
    void node(JsonNode node, Set<String> scope) {
        if (node.isArray()) {
            node.forEach(each -> node(each, scope));
        } else if (node.isObject()) {
            check(node);
            if (node.path("type").asText().equals("BASE_TABLE")) {
                table(node, scope);
            }
            var inner = withExpressions(node, scope);
            node.properties().stream().filter(field -> !field.getKey().equals("cte_map"))
                    .forEach(field -> node(field.getValue(), inner));
        }
    }

    private Set<String> withExpressions(JsonNode query, Set<String> scope) {
        if (!query.has("cte_map")) {
            return scope;
        }
        var inner = new HashSet<>(scope);
        for (var expression : query.path("cte_map").path("map")) {
            var name = lower(expression.path("key"));
            var body = expression.path("value").path("query_node");
            var within = new HashSet<>(inner);
            // Else `WITH t AS (SELECT … FROM t)` reads the t outside of it.
            if (body.path("type").asText().equals("RECURSIVE_CTE_NODE")) {
                within.add(name);
            }
            node(expression.path("value"), within);
            inner.add(name);
        }
        return inner;
    }

    private void table(JsonNode table, Set<String> scope) {
        var path = table.path("qualified_name").path("path");
        var name = path.path(path.size() - 1).asText();
        if (path.size() != 1) {
            throw new PipelineException(ErrorCode.MODEL_READS_ELSEWHERE,
                    "it reads a table '" + name + "' of a schema or catalog");
        }
        if (!scope.contains(lower(path.path(0)))) {
            tables.add(name);
        }
    }

    private void check(JsonNode node) {
        var type = node.path("type").asText();
        if (type.endsWith("_NODE") && !QUERIES.contains(type) || type.equals("SHOW_REF")) {
            throw new PipelineException(ErrorCode.MODEL_NOT_A_SELECT, "it does something else than to select");
        }
        if (isForeign(node)) {
            throw new PipelineException(ErrorCode.MODEL_READS_ELSEWHERE,
                    "it selects from " + node.at("/function/function_name").asText() + "()");
        }
        if (node.path("sample").isObject()) {
            throw new PipelineException(ErrorCode.MODEL_NOT_REPEATABLE, "it takes a sample");
        }
        if (unstable.isCalledBy(node)) {
            throw new PipelineException(ErrorCode.MODEL_NOT_REPEATABLE,
                    "it calls " + lower(node.path("function_name")) + "()");
        }
        if (isTime(node)) {
            throw new PipelineException(ErrorCode.MODEL_NOT_REPEATABLE, "it asks for "
                    + lower(node.path("column_names").path(0)) + " (a column of that name is written table.column)");
        }
    }

    /// Whether it selects from a function that may not be.
    static boolean isForeign(JsonNode node) {
        return node.path("type").asText().equals("TABLE_FUNCTION")
                && !TABLE_FUNCTIONS.contains(lower(node.at("/function/function_name")));
    }

    static boolean isTime(JsonNode node) {
        var names = node.path("column_names");
        return node.path("class").asText().equals("COLUMN_REF") && names.size() == 1
                && TIMES.contains(lower(names.path(0)));
    }

    static String lower(JsonNode text) {
        return text.asText().toLowerCase(Locale.ROOT);
    }
}
