package io.allasflow.summarize.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBFunctions;

/// A table as a Parquet file in the scratch, typed by the shape of its cells: what is published, and what all further
/// questions are asked of.
///
/// DuckDB takes 2048 rows of all columns at a time, so that thousands of columns would take its whole memory: only the
/// first [#MOST_COLUMNS] are stored. SQL's names do not differ by case alone: of `A` and `a` the second is stored as `a_1`.
///
/// @param sqlTypes of the stored columns
public record StoredTable(DuckDb duckdb, Path file, List<TypedColumn> columns, List<String> sqlTypes, long rows) {
    static final int MOST_COLUMNS = 1_000;
    /// DuckDB's usual group; readers skip groups by the least and greatest value of a column in it.
    private static final long MOST_ROWS_IN_GROUP = 122_880;
    private static final long ROWS_IN_VECTOR = 2_048;
    private static final long GROUP_BYTES = 32 << 20;
    private static final long BYTES_BESIDE_CELL = 16;

    /// Reads the table a second time.
    public static StoredTable write(DuckDb duckdb, Scratch scratch, Profile profile, TypedTable table)
            throws IOException {
        var stored = Math.min(table.columns().size(), MOST_COLUMNS);
        var result = new StoredTable(duckdb, scratch.file("table.parquet"), table.columns().subList(0, stored),
                profile.sqlTypes().subList(0, stored), profile.report().rows());
        if (stored == 0) {
            // A Parquet file has at least one column.
            result.copy("SELECT range AS \"row\" FROM range(1, " + (result.rows + 1) + ")", MOST_ROWS_IN_GROUP);
        } else {
            result.copyCells(table, rowsInGroup(profile));
        }
        return result;
    }

    /// The rows, with columns `c0`, `c1` … and `row`, which is 0 for the first one.
    String from() {
        return "read_parquet(" + DuckDb.quoted(file.toString()) + ", file_row_number = true) AS t("
                + IntStream.range(0, columns.size()).mapToObj(i -> "c" + i + ", ").collect(Collectors.joining())
                + "\"row\")";
    }

    private void copyCells(TypedTable table, long rowsInGroup) throws IOException {
        try (var records = new CleanedRecords(table.open())) {
            records.next();
            var cells = new CellsFunction(records, columns.size());
            try {
                register(cells);
                copy(IntStream.range(0, columns.size()).mapToObj(this::column)
                        .collect(Collectors.joining(", ", "SELECT ", " FROM cells()")), rowsInGroup);
            } catch (RuntimeException e) {
                if (cells.failure() != null) {
                    throw cells.failure();
                }
                throw e;
            }
        }
    }

    private void register(CellsFunction cells) {
        try (var builder = DuckDBFunctions.tableFunction()) {
            builder.withName("cells").withFunction(cells).register(duckdb.connection());
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB: " + e.getMessage(), e);
        }
    }

    private String column(int index) {
        return "CAST(c" + index + " AS " + sqlTypes.get(index) + ") AS "
                + DuckDb.quotedName(columns.get(index).name());
    }

    private void copy(String select, long rowsInGroup) {
        duckdb.execute("COPY (" + select + ") TO " + DuckDb.quoted(file.toString())
                + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE " + rowsInGroup + ")");
    }

    /// A group is held in memory until it is written.
    private static long rowsInGroup(Profile profile) {
        var rows = Math.max(1, profile.report().rows());
        var bytesInRow = profile.characters() / rows + BYTES_BESIDE_CELL * profile.sqlTypes().size();
        return Math.clamp(GROUP_BYTES / bytesInRow / ROWS_IN_VECTOR * ROWS_IN_VECTOR, ROWS_IN_VECTOR,
                MOST_ROWS_IN_GROUP);
    }
}
