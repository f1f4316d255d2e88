package io.allasflow.summarize.engine;

import java.util.List;
import java.util.stream.IntStream;

/// A number column that varies.
///
/// @param index in the table
record Measure(int index, String name, double mean, double deviation) {
    /// Those among the stored columns, in the table's order.
    static List<Measure> of(List<ColumnSummary> columns) {
        return IntStream.range(0, Math.min(columns.size(), StoredTable.MOST_COLUMNS))
                .filter(i -> varies(columns.get(i))).mapToObj(i -> of(i, columns.get(i))).toList();
    }

    private static boolean varies(ColumnSummary column) {
        return column.mean() != null && column.stddev() != null && column.stddev() > 0;
    }

    private static Measure of(int index, ColumnSummary column) {
        return new Measure(index, column.name(), column.mean(), column.stddev());
    }

    /// An identifier's numbers are names.
    boolean isIdentifier() {
        return name.equals("id") || name.endsWith("_id");
    }

    String value() {
        return "CAST(c" + index + " AS DOUBLE)";
    }

    /// Centred and scaled, so that neither a large mean nor a huge magnitude costs precision.
    String standardized() {
        return "(" + value() + " - " + DuckDb.literal(mean) + ") / " + DuckDb.literal(deviation);
    }
}
