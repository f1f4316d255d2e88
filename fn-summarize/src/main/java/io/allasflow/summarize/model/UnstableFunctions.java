package io.allasflow.summarize.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.summarize.engine.DuckDb;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;

/// Functions that do not answer the same each time, as DuckDB tells of its own, and the macros that call one of them.
record UnstableFunctions(Set<String> names) {
    static UnstableFunctions of(DuckDb duckdb) {
        var names = new HashSet<>(duckdb.query(
                "SELECT lower(function_name) FROM duckdb_functions() WHERE stability <> 'CONSISTENT'",
                results -> results.getString(1)));
        var macros = new LinkedHashMap<JsonNode, String>();
        duckdb.query("SELECT lower(function_name), json_serialize_sql('SELECT ' || macro_definition)"
                + " FROM duckdb_functions() WHERE function_type = 'macro'",
                results -> macros.put(ModelParser.tree(results.getString(2)), results.getString(1)));
        var found = new UnstableFunctions(names);
        while (macros.entrySet().removeIf(macro -> found.calls(macro.getKey()) && names.add(macro.getValue()))) {
            // A macro may call another one.
        }
        return found;
    }

    boolean contains(String function) {
        return names.contains(function);
    }

    private boolean calls(JsonNode node) {
        if (contains(SelectWalk.lower(node.path("function_name"))) || SelectWalk.isTime(node)) {
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
