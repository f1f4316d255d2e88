package io.allasflow.summarize.model;

import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.summarize.engine.ColumnType;
import io.allasflow.summarize.engine.DuckDb;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Rows of a result that are read by one query. DuckDB's driver makes strings of 2,048 rows at once, however long their cells
/// are: where [#MOST_READ_BYTES] would not hold them, fewer are read at a time.
///
/// @param end after the last one
record ResultRange(long start, long end) {
    static final long MOST_ROW_BYTES = 8L << 20;
    private static final long MOST_READ_BYTES = 16L << 20;
    private static final long VECTOR = 2_048;
    /// What a string takes in Java, with a number in it.
    private static final long CELL_BYTES = 64;

    private record Vector(long start, long longest, long bytes) {}

    String where() {
        return " WHERE rowid >= " + start + " AND rowid < " + end;
    }

    /// @throws PipelineException if there is a row that is not to be held in memory
    static List<ResultRange> of(DuckDb duckdb, String table, List<ResultColumn> columns, long rows) {
        var row = columns.stream().filter(column -> column.type() == ColumnType.TEXT).map(ResultRange::length)
                .collect(Collectors.joining(" + ", CELL_BYTES * columns.size() + " + ", " + 0"));
        var vectors = duckdb.query("SELECT rowid // " + VECTOR + " AS vector, max(" + row + ")::BIGINT, sum(" + row
                + ")::BIGINT FROM " + table + " GROUP BY vector ORDER BY vector",
                results -> new Vector(results.getLong(1) * VECTOR, results.getLong(2), results.getLong(3)));
        var ranges = new ArrayList<ResultRange>();
        var start = 0L;
        for (var vector : vectors) {
            if (vector.longest() > MOST_ROW_BYTES) {
                throw tooLong(duckdb, table, columns);
            }
            if (vector.bytes() > MOST_READ_BYTES) {
                add(ranges, start, vector.start(), Long.MAX_VALUE);
                start = Math.min(rows, vector.start() + VECTOR);
                add(ranges, vector.start(), start, MOST_READ_BYTES / vector.longest());
            }
        }
        add(ranges, start, rows, Long.MAX_VALUE);
        return ranges;
    }

    private static void add(List<ResultRange> ranges, long start, long end, long most) {
        for (var from = start; from < end; from = ranges.getLast().end()) {
            ranges.add(new ResultRange(from, from + Math.min(most, end - from)));
        }
    }

    private static PipelineException tooLong(DuckDb duckdb, String table, List<ResultColumn> columns) {
        var longest = columns.stream().filter(column -> column.type() == ColumnType.TEXT)
                .map(column -> duckdb.query("SELECT max(" + length(column) + ") FROM " + table,
                        results -> new Cell(column.name(), results.getLong(1))).getFirst())
                .max((one, other) -> Long.compare(one.bytes(), other.bytes())).orElseThrow();
        return new PipelineException(ErrorCode.MODEL_TOO_LARGE, "a row has more than " + MOST_ROW_BYTES
                + " bytes; the longest cell, of " + longest.bytes() + ", is in column '" + longest.column() + "'");
    }

    private record Cell(String column, long bytes) {}

    private static String length(ResultColumn column) {
        return "coalesce(strlen(" + column.cell() + "), 0)";
    }
}
