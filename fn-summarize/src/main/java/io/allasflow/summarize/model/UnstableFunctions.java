package io.allasflow.summarize.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.summarize.engine.DuckDb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/// Functions that do not answer the same each time, as DuckDB tells of its own, and the macros that call one of them.
record UnstableFunctions(Set<String> names) {
    /// DuckDB calls them consistent, but they read the clock, or tell where the tables lie.
    private static final Set<String> WRONGLY_CONSISTENT = Set.of("current_localtime", "current_localtimestamp",
            "json_serialize_plan");

    private record Macro(String name, JsonNode definition) {}

    static UnstableFunctions of(DuckDb duckdb) {
        var names = new HashSet<>(duckdb.query(
                "SELECT lower(function_name) FROM duckdb_functions() WHERE stability <> 'CONSISTENT'",
                results -> results.getString(1)));
        names.addAll(WRONGLY_CONSISTENT);
        // Each as often as it has definitions.
        var macros = new ArrayList<>(duckdb.query(
                "SELECT lower(function_name), json_serialize_sql('SELECT ' || macro_definition)"
                        + " FROM duckdb_functions() WHERE function_type = 'macro'",
                results -> new Macro(results.getString(1), ModelParser.tree(results.getString(2)))));
        var found = new UnstableFunctions(names);
        while (macros.removeIf(macro -> found.calls(macro.definition()) && names.add(macro.name()))) {
            // A macro may call another one.
        }
        return found;
    }

    /// @param node of the syntax tree
    boolean isCalledBy(JsonNode node) {
        var function = SelectWalk.lower(node.path("function_name"));
        // Of one argument it counts from today.
        return names.contains(function) || function.equals("age") && node.path("arguments").size() == 1;
    }

    private boolean calls(JsonNode node) {
        if (isCalledBy(node) || SelectWalk.isTime(node) || SelectWalk.isForeign(node)) {
            return true;
        }
        for (var child : node) {
            if (calls(child)) {
                return true;
            }
        }
        return false;
    }
}
