package io.allasflow.summarize.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A column of a cleaned table.
///
/// @param identifier its cells name things, as cleaning found
public record TypedColumn(String name, ColumnType type, boolean identifier) {
    public TypedColumn(String name, ColumnType type) {
        this(name, type, false);
    }

    /// All columns in order: those that the quality report lists, then the flags of outliers, then the derived ones.
    public static List<TypedColumn> listed(JsonNode quality) {
        var columns = new ArrayList<TypedColumn>();
        add(columns, quality.path("columns"));
        if (quality.hasNonNull("outlierColumn")) {
            columns.add(new TypedColumn(quality.path("outlierColumn").asText(), ColumnType.BOOLEAN));
        }
        add(columns, quality.path("derivedColumns"));
        return columns;
    }

    private static void add(List<TypedColumn> columns, JsonNode listed) {
        for (var column : listed) {
            columns.add(new TypedColumn(column.path("name").asText(), ColumnType.of(column.path("type").asText()),
                    column.path("identifier").asBoolean()));
        }
    }
}
