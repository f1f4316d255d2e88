package io.allasflow.summarize.engine;

import java.util.List;
import java.util.stream.IntStream;

/// A number column that varies.
///
/// @param index in the table
/// @param identifier its numbers are names
record Measure(int index, String name, double mean, double deviation, boolean identifier) {
    /// Those among the stored columns, in the table's order.
    static List<Measure> of(List<TypedColumn> stored, List<ColumnSummary> summaries) {
        return IntStream.range(0, stored.size()).filter(i -> varies(summaries.get(i)))
                .mapToObj(i -> of(i, stored.get(i), summaries.get(i))).toList();
    }

    private static boolean varies(ColumnSummary column) {
        return column.mean() != null && column.stddev() != null && column.stddev() > 0;
    }

    private static Measure of(int index, TypedColumn column, ColumnSummary summary) {
        return new Measure(index, summary.name(), summary.mean(), summary.stddev(), column.identifier());
    }

    String value() {
        return "CAST(c" + index + " AS DOUBLE)";
    }

    /// Centred and scaled, so that neither a large mean nor a huge magnitude costs precision.
    String standardized() {
        return "(" + value() + " - " + DuckDb.literal(mean) + ") / " + DuckDb.literal(deviation);
    }
}
