package io.allasflow.clean.engine.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the quality report of the version accepted before says of it, whatever else stands there.
public record Predecessor(Source source, List<Column> columns, List<Column> droppedColumns) {
    static final String DROPPED = "dropped";

    public record Source(String key, String etag) {}

    /// @param type null of a dropped column
    /// @param completeness 0 if nothing tells its type; null of a dropped column
    public record Column(String name, int position, String type, Double completeness) {}

    /// Whether it can be compared with.
    public boolean isWhole() {
        return source != null && source.etag != null && columns != null && droppedColumns != null
                && allColumns().stream().allMatch(column -> column != null && column.name != null);
    }

    /// Whether it is of this very version of the source, cleaned before: then there is nothing to compare with.
    boolean isOf(String key, String etag) {
        return etag.equals(source.etag) && key.equals(source.key);
    }

    /// In the order of the raw table.
    List<TableColumn> tableColumns() {
        return allColumns().stream().sorted(Comparator.comparingInt(Column::position))
                .map(column -> new TableColumn(column.name, column.type == null ? DROPPED : column.type,
                        column.completeness == null || column.completeness > 0))
                .toList();
    }

    private List<Column> allColumns() {
        var all = new ArrayList<>(columns);
        all.addAll(droppedColumns);
        return all;
    }
}
