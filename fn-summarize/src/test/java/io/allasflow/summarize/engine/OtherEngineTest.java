package io.allasflow.summarize.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The Parquet file, as an engine reads it that did not write it.
class OtherEngineTest {
    private static final int ROWS = 130_000;

    private static final List<TypedColumn> COLUMNS = List.of(new TypedColumn("Whole", ColumnType.INTEGER),
            new TypedColumn("beyond 64 bits", ColumnType.INTEGER), new TypedColumn("price", ColumnType.DECIMAL),
            new TypedColumn("wide", ColumnType.DECIMAL), new TypedColumn("huge", ColumnType.DECIMAL),
            new TypedColumn("on", ColumnType.BOOLEAN), new TypedColumn("day", ColumnType.DATE),
            new TypedColumn("local", ColumnType.DATETIME), new TypedColumn("zoned", ColumnType.DATETIME),
            new TypedColumn("clock", ColumnType.TIME), new TypedColumn("text", ColumnType.TEXT));

    /// Of every type, with missing cells, over two groups of rows.
    @Test
    void reads_equal_values_in_every_row() throws IOException {
        var lines = Stream.concat(Stream.of(COLUMNS.stream().map(TypedColumn::name).collect(Collectors.joining(","))),
                IntStream.range(0, ROWS).mapToObj(i -> i % 7 == 3 ? ",".repeat(COLUMNS.size() - 1) : cells(i)));
        var read = read(lines.collect(Collectors.joining("\n", "", "\n")), COLUMNS);
        assertThat(read.names()).isEqualTo(COLUMNS.stream().map(TypedColumn::name).toList());
        assertThat(read.groups()).hasSize(2);
        for (var i = 0; i < ROWS; i++) {
            assertThat(read.rows().get(i)).isEqualTo(i % 7 == 3
                    ? Collections.nCopies(COLUMNS.size(), null)
                    : values(i));
        }
    }

    private static String cells(int i) {
        return String.join(",", Long.toString(Long.MAX_VALUE - i), "1234567890123456789012345678" + (100_000 + i % 900),
                (i - 500) + ".125", "-123456789012345678" + (100 + i % 900) + ".5", i + "e290",
                i % 2 == 0 ? "true" : "false",
                LocalDate.ofEpochDay(i - 60_000).toString(), "1969-12-31T23:59:59." + (100_000 + i),
                LocalDateTime.of(2024, 1, 1, 0, 0).plusMinutes(i) + ":30+02:00", "23:59:59." + (100_000 + i),
                "\"ä😀, \"\"" + i % 31 + "\"\"\n\"");
    }

    private static List<Object> values(int i) {
        return Arrays.asList(Long.MAX_VALUE - i, new BigDecimal("1234567890123456789012345678" + (100_000 + i % 900)),
                new BigDecimal((i - 500) + ".125"), new BigDecimal("-123456789012345678" + (100 + i % 900) + ".5"),
                Double.valueOf(i + "e290"), i % 2 == 0, LocalDate.ofEpochDay(i - 60_000),
                LocalDateTime.of(1969, 12, 31, 23, 59, 59, (100_000 + i) * 1_000),
                Instant.parse("2023-12-31T22:00:30Z").plusSeconds(60L * i),
                LocalTime.of(23, 59, 59, (100_000 + i) * 1_000), "ä😀, \"" + i % 31 + "\"\n");
    }

    @Test
    void reads_tables_of_any_shape() throws IOException {
        assertThat(read("n\n", List.of(new TypedColumn("n", ColumnType.DECIMAL))).rows()).isEmpty();
        assertThat(read("n\n1e-300\n", List.of(new TypedColumn("n", ColumnType.DECIMAL))).rows())
                .containsExactly(List.of(1e-300));
        assertThat(read("n,t\n,\n,\n", List.of(new TypedColumn("n", ColumnType.INTEGER),
                new TypedColumn("t", ColumnType.TEXT))).rows()).hasSize(2).containsOnly(Arrays.asList(null, null));
        var wide = IntStream.range(0, 10_000).mapToObj(i -> new TypedColumn("c" + i, ColumnType.INTEGER)).toList();
        var names = wide.stream().map(TypedColumn::name).collect(Collectors.joining(",")) + "\n";
        var read = read(names + names.replace("c", ""), wide);
        assertThat(read.names()).hasSize(1_000);
        assertThat(read.rows()).containsExactly(IntStream.range(0, 1_000).<Object>mapToObj(i -> (long) i).toList());
    }

    private static ParquetJava.Contents read(String csv, List<TypedColumn> columns) throws IOException {
        var table = Tables.table(csv, columns.toArray(TypedColumn[]::new));
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch, 256 << 20, 1)) {
            return ParquetJava.read(StoredTable.write(duckdb, scratch, Tables.profile(table), table).file());
        }
    }
}
