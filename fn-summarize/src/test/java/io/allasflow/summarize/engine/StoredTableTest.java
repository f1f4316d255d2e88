package io.allasflow.summarize.engine;

import static io.allasflow.summarize.engine.Tables.column;
import static io.allasflow.summarize.engine.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.core.error.PipelineException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredTableTest {
    private static final long MEMORY = 128 << 20;

    /// What DuckDB reads back, as text; `_` is a missing cell.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INTEGER  | 3 _ -1                           | BIGINT        | 3 _ -1
            INTEGER  | 9223372036854775807 -9223372036854775808 | BIGINT | 9223372036854775807 -9223372036854775808
            INTEGER  | 9223372036854775808 1            | DECIMAL(38,0) | 9223372036854775808 1
            INTEGER  | 99999999999999999999999999999999999999 1 | DECIMAL(38,0) | 99999999999999999999999999999999999999 1
            INTEGER  | 100000000000000000000000000000000000000 1 | VARCHAR | 100000000000000000000000000000000000000 1
            DECIMAL  | 1.50 2 -0.125 _                  | DECIMAL(18,3) | 1.500 2.000 -0.125 _
            DECIMAL  | 123456789012345678.5             | DECIMAL(38,1) | 123456789012345678.5
            DECIMAL  | 1234567890123456789012345678901234567.8 0.123 | DOUBLE | 1.2345678901234568e+36 0.123
            DECIMAL  | 1e-7 2.5                         | DOUBLE        | 1e-07 2.5
            DECIMAL  | 1e400 1                          | VARCHAR       | 1e400 1
            DATE     | 2024-02-29 _ 1899-12-31 9999-12-31 | DATE        | 2024-02-29 _ 1899-12-31 9999-12-31
            DATETIME | 2024-01-01T00:00:00.5 2024-01-01T10:15 | TIMESTAMP | 2024-01-01/00:00:00.5 2024-01-01/10:15:00
            DATETIME | 2024-01-01T00:00:00+02:00 2024-01-01T00:00:00.25Z | TIMESTAMP WITH TIME ZONE | 2023-12-31/22:00:00+00 2024-01-01/00:00:00.25+00
            DATETIME | 2024-01-01T00:00:00Z 2024-01-01T00:00:00 | VARCHAR | 2024-01-01T00:00:00Z 2024-01-01T00:00:00
            DATETIME | 2024-01-01T00:00:00.1234567      | VARCHAR       | 2024-01-01T00:00:00.1234567
            TIME     | 23:59:59.5 00:00:00 10:30        | TIME          | 23:59:59.5 00:00:00 10:30:00
            BOOLEAN  | true false _                     | BOOLEAN       | true false _
            TEXT     | a ä😀 '" _                       | VARCHAR       | a ä😀 '" _
            TEXT     | _ _                              | VARCHAR       | _ _
            DECIMAL  | _ _                              | DECIMAL(18,0) | _ _
            """)
    void stores_equal_values(ColumnType type, String cells, String sqlType, String read) throws IOException {
        var table = column(type, Stream.of(cells.split(" ")).map(cell -> cell.equals("_") ? "" : cell));
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch, MEMORY, 1)) {
            var stored = StoredTable.write(duckdb, scratch, Tables.profile(table), table);
            assertThat(duckdb.query("SELECT DISTINCT typeof(c0) FROM " + stored.from(), results -> results.getString(
                    1))).containsExactly(sqlType);
            assertThat(duckdb.query(
                    "SELECT coalesce(replace(CAST(c0 AS VARCHAR), ' ', '/'), '_') FROM " + stored.from()
                            + " ORDER BY \"row\"",
                    results -> results.getString(1))).containsExactly(read.split(" "));
        }
    }

    /// Several groups of rows; neither the run, nor the threads, nor the memory shows.
    @Test
    void writes_the_same_bytes_in_every_run() throws IOException {
        var columns = new TypedColumn[]{new TypedColumn("n", ColumnType.INTEGER),
            new TypedColumn("d", ColumnType.DECIMAL), new TypedColumn("t", ColumnType.TEXT)};
        var csv = IntStream.range(0, 300_000).mapToObj(i -> i + "," + i % 977 / 8.0 + ",text " + i % 31)
                .collect(Collectors.joining("\n", "n,d,t\n", "\n"));
        var first = bytes(table(csv, columns), MEMORY, 1);
        assertThat(bytes(table(csv, columns), MEMORY, 1)).isEqualTo(first);
        assertThat(bytes(table(csv, columns), 4 * MEMORY, 4)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 1", "1, 0, 1", "1000, 3000, 1000", "1500, 3, 1000"})
    void takes_tables_of_any_shape(int columns, int rows, int storedColumns) throws IOException {
        var table = integers(columns, rows);
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch, MEMORY, 1)) {
            var stored = StoredTable.write(duckdb, scratch, Tables.profile(table), table);
            assertThat(duckdb.query(
                    "SELECT count(*), (SELECT count(*) FROM (DESCRIBE FROM " + DuckDb.quoted(stored.file().toString())
                            + ")) FROM " + stored.from(),
                    results -> results.getLong(1) + " × " + results.getLong(2)))
                    .containsExactly(rows + " × " + storedColumns);
        }
    }

    @Test
    void names_may_hold_anything() throws IOException {
        var names = List.of("a\"b", "A", "a", "'; DROP TABLE x; --", "row", "c1", "\u0001ä😀");
        var columns = names.stream().map(name -> new TypedColumn(name, ColumnType.TEXT)).toArray(TypedColumn[]::new);
        var table = table(names.stream().map(name -> '"' + name.replace("\"", "\"\"") + '"').collect(
                Collectors.joining(",")) + "\n1,2,3,4,5,6,7\n", columns);
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch, MEMORY, 1)) {
            var stored = StoredTable.write(duckdb, scratch, Tables.profile(table), table);
            assertThat(duckdb.query("SELECT name FROM parquet_schema(" + DuckDb.quoted(stored.file().toString())
                    + ") OFFSET 1", results -> results.getString(1)))
                    .containsExactly("a\"b", "A", "a_1", "'; DROP TABLE x; --", "row", "c1", "\u0001ä😀");
            assertThat(duckdb.query("SELECT c0 || c1 || c2 || c3 || c4 || c5 || c6 FROM " + stored.from(),
                    results -> results.getString(1))).containsExactly("1234567");
        }
    }

    @Test
    void reaches_nothing_outside_of_its_scratch() throws IOException {
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch, MEMORY, 1)) {
            for (var sql : List.of("FROM read_text('/etc/hostname')", "COPY (SELECT 1) TO '/tmp/x.csv'",
                    "INSTALL httpfs", "FROM 'https://example.org/x.csv'", "SET enable_external_access = true",
                    "SET threads = 2", "ATTACH '/tmp/x.db'")) {
                assertThatThrownBy(() -> duckdb.execute(sql)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void tells_when_the_input_breaks_off() throws IOException {
        var whole = column(ColumnType.INTEGER, Stream.of("1", "2"));
        var profile = Tables.profile(whole);
        var broken = new TypedTable() {
            @Override
            public InputStream open() {
                return new SequenceInputStream(new ByteArrayInputStream("v\n1\n".getBytes(StandardCharsets.UTF_8)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("broken off");
                            }
                        });
            }

            @Override
            public List<TypedColumn> columns() {
                return whole.columns();
            }
        };
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch, MEMORY, 1)) {
            assertThatThrownBy(() -> StoredTable.write(duckdb, scratch, profile, broken))
                    .isInstanceOf(IOException.class).hasMessageContaining("broken off");
        }
    }

    @Test
    void tells_when_memory_does_not_suffice() throws IOException {
        var table = integers(1_000, 10);
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch, 4 << 20, 1)) {
            assertThatThrownBy(() -> StoredTable.write(duckdb, scratch, Tables.profile(table), table))
                    .isInstanceOf(PipelineException.class).hasMessageContaining("more memory or scratch");
        }
    }

    @Test
    void leaves_no_scratch() throws IOException {
        Path folder;
        try (var scratch = Scratch.create()) {
            folder = scratch.folder();
            Files.createDirectories(scratch.file("spilled/deep"));
        }
        assertThat(folder).doesNotExist();
    }

    private static TypedTable integers(int columns, int rows) {
        var line = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(",")) + "\n";
        return table(line + line.replace("c", "").repeat(rows), IntStream.range(0, columns).mapToObj(
                i -> new TypedColumn("c" + i, ColumnType.INTEGER)).toArray(TypedColumn[]::new));
    }

    private static byte[] bytes(TypedTable table, long memory, int threads) throws IOException {
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch, memory, threads)) {
            return Files.readAllBytes(StoredTable.write(duckdb, scratch, Tables.profile(table), table).file());
        }
    }
}
