package io.allasflow.summarize.engine;

import static io.allasflow.summarize.engine.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.allasflow.core.json.Json;
import io.allasflow.summarize.engine.TimeSeries.Anomaly;
import io.allasflow.summarize.engine.TimeSeries.Point;
import io.allasflow.summarize.engine.TimeSeries.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelationsTest {
    private static final TypedColumn X = new TypedColumn("x", ColumnType.DECIMAL);
    private static final TypedColumn Y = new TypedColumn("y", ColumnType.DECIMAL);
    private static final TypedColumn DAY = new TypedColumn("day", ColumnType.DATE);

    /// Worked out by pandas 1.5.3 (`DataFrame.corr`, both methods) and numpy (`polyfit`); `_` is missing. Its coefficients of
    /// `huge` are of the numbers divided by 1e150.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            line        | 1 2 3 4            | 3 5 7 9             | 4 | 1                  | 1                  | 2                  | 1
            missing     | 1 2 _ 4 5 6        | 2 1 4 _ 7 3         | 4 | 0.6123000982747524 | 0.6                | 0.6764705882352945 | 0.8823529411764683
            ties        | 1 1 2 2 3          | 5 4 4 4 1           | 5 | -0.8669214468630106 | -0.8249579113843055 | -1.5714285714285712 | 6.428571428571428
            huge        | 1e150 2e150 3e150  | 1e150 3e150 2e150   | 3 | 0.5                | 0.5                | 0.5                | 1e150
            large_mean  | 1000000001 1000000002 1000000003 1000000004 | 4 2 3 1 | 4 | -0.8 | -0.8 | -0.8 | 800000004.5
            two         | 1 2                | 2 1                 | 2 | -1                 | -1                 | -1                 | 3
            apart       | 1 2 _ _            | _ _ 3 4             | 0 | -                  | -                  | -                  | -
            one_pair    | 1 2 _              | _ 3 4               | 1 | -                  | -                  | -                  | -
            flat_pairs  | 1 1 5              | 2 3 _               | 2 | -                  | -                  | -                  | -
            """)
    void agrees_with_pandas(String name, String x, String y, long pairs, Double pearson, Double spearman, Double slope,
            Double intercept) throws IOException {
        var report = related(pairs(x.split(" "), y.split(" ")));
        assertThat(report.correlations()).singleElement().satisfies(correlation -> {
            assertThat(correlation.pairs()).isEqualTo(pairs);
            close(correlation.pearson(), pearson);
            close(correlation.spearman(), spearman);
        });
        assertThat(report.correlationScope()).isEqualTo(
                new CorrelationScope(2, 0, x.split(" ").length, false));
        if (slope == null) {
            assertThat(report.scatters()).isEmpty();
        } else {
            close(report.scatters().getFirst().slope(), slope);
            close(report.scatters().getFirst().intercept(), intercept);
            assertThat(report.scatters().getFirst().points()).hasSize((int) pairs);
        }
    }

    @ParameterizedTest
    @CsvSource({"5 5 5, 1 2 3", "_ _ _, 1 2 3", "_ _ _, _ _ _", "1e400 1 2, 1 2 3", "1e300 2e300 3e300, 1 2 3", "7, 8"})
    void does_not_compare_what_does_not_vary(String x, String y) throws IOException {
        var report = related(pairs(x.split(" "), y.split(" ")));
        assertThat(report.correlations()).isEmpty();
        assertThat(report.scatters()).isEmpty();
    }

    @Test
    void compares_the_first_fifty_columns_and_tells_how_many_it_left_out() throws IOException {
        var columns = IntStream.range(0, 1_100).mapToObj(i -> new TypedColumn("c" + i, ColumnType.INTEGER))
                .toArray(TypedColumn[]::new);
        var csv = IntStream.range(0, 4).mapToObj(row -> IntStream.range(0, columns.length)
                .mapToObj(i -> row == 0 ? columns[i].name() : Integer.toString(row * (i + 7) % 11))
                .collect(Collectors.joining(",")) + "\n").collect(Collectors.joining());
        var report = related(table(csv, columns));
        assertThat(report.correlations()).hasSize(50 * 49 / 2);
        assertThat(report.correlationScope().columns()).isEqualTo(50);
        assertThat(report.correlationScope().leftOut()).isEqualTo(Measure
                .of(List.of(columns).subList(0, StoredTable.MOST_COLUMNS), report.columns()).size() - 50);
        assertThat(report.scatters()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "0, 0"})
    void takes_tables_without_rows_or_columns(int rows, int columns) throws IOException {
        var report = related(columns == 0 ? table("\n") : table("x\n" + "1\n".repeat(rows), X));
        assertThat(report.correlations()).isEmpty();
        assertThat(report.timeSeries()).isNull();
    }

    @Test
    void follows_no_identifier_over_time() throws IOException {
        var csv = "day,phone,x\n2024-01-01,401234567,1\n2024-01-02,409876543,3\n2024-01-03,405555555,2\n";
        var report = related(table(csv, DAY, new TypedColumn("phone", ColumnType.INTEGER, true), X));
        assertThat(report.timeSeries().series()).extracting(Series::column).containsExactly("x");
    }

    @Test
    void follows_a_column_over_time() throws IOException {
        var csv = IntStream.range(0, 28).mapToObj(i -> LocalDate.of(2024, 1, 1).plusDays(i) + ","
                + (i == 10 ? 500 : 2 * i + i % 2)).collect(Collectors.joining("\n", "day,x\n", "\n,4\n"));
        var time = related(table(csv, DAY, X)).timeSeries();
        assertThat(time.time()).isEqualTo("day");
        assertThat(time.bucket()).isEqualTo("day");
        assertThat(time.approximate()).isFalse();
        var series = time.series().getFirst();
        assertThat(series.points()).hasSize(28).startsWith(new Point("2024-01-01", 1, 0, 0, 0, 0.0),
                new Point("2024-01-02", 1, 3, 3, 3, 1.5));
        assertThat(series.points().get(8).rolling()).isEqualTo((4 + 7 + 8 + 11 + 12 + 15 + 16) / 7.0);
        // By scipy's linregress and t, and numpy's median.
        close(series.slopePerDay(), 1.0842911877394636);
        assertThat(series.slopeHigh() - series.slopePerDay()).isCloseTo(4.425306147, within(1e-5));
        assertThat(series.slopePerDay() - series.slopeLow()).isCloseTo(4.425306147, within(1e-5));
        assertThat(series.byHour()).isEmpty();
        assertThat(series.byWeekday()).hasSize(7).startsWith((0 + 15 + 28 + 43) / 4.0);
        assertThat(series.byMonth()).hasSize(12).endsWith((Double) null);
        assertThat(series.anomalies()).extracting(Anomaly::row, Anomaly::at, Anomaly::value)
                .containsExactly(tuple(11L, "2024-01-11", 500.0));
        close(series.anomalies().getFirst().z(), 49.69522950789732);
    }

    /// The shortest bucket of which 500 suffice.
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            DATETIME, 2024-01-01T00:30:00, 2024-01-02T00:00:00, hour, 2024-01-01T00:00
            DATETIME, 2024-01-01T00:30:00+02:00, 2024-01-02T00:00:00+02:00, hour, 2023-12-31T22:00
            DATETIME, 2024-01-01T00:30:00, 2024-03-01T00:00:00, day, 2024-01-01
            DATE, 2024-01-01, 2024-01-02, day, 2024-01-01
            DATE, 2024-01-04, 2026-01-02, week, 2024-01-01
            DATE, 2000-01-04, 2024-01-02, month, 2000-01-01
            DATE, 1899-07-04, 2024-01-02, year, 1899-01-01
            DATE, 1024-07-04, 2024-01-02, -, -
            DATE, 2024-01-01, 2024-01-01, -, -
            """)
    void chooses_buckets_by_the_span(ColumnType type, String first, String last, String bucket, String start)
            throws IOException {
        var time = related(table("t,x\n" + first + ",1\n" + last + ",2\n", new TypedColumn("t", type), X)).timeSeries();
        if (bucket == null) {
            assertThat(time).isNull();
        } else {
            assertThat(time.bucket()).isEqualTo(bucket);
            assertThat(time.series().getFirst().points().getFirst().at()).isEqualTo(start);
            assertThat(time.series().getFirst().byHour()).hasSize(type == ColumnType.DATE ? 0 : 24);
        }
    }

    @Test
    void takes_the_first_column_of_dates_that_is_not_mostly_missing() throws IOException {
        var other = new TypedColumn("other", ColumnType.DATE);
        assertThat(related(table("day,other,x\n,2024-01-01,1\n,2024-01-02,2\n2024-01-01,2024-01-03,4\n", DAY, other, X))
                .timeSeries().time()).isEqualTo("other");
    }

    @Test
    void writes_the_same_bytes_in_every_run_as_the_schema_says() throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.MAPPER.readTree(Path.of("../docs/schema/summary.v1.json").toFile()));
        var csv = IntStream.range(0, 60_000).mapToObj(i -> LocalDate.of(2020, 1, 1).plusDays(i / 50) + ","
                + i * 7919 % 10_007 / 16.0 + "," + i * 31 % 977 / 10.0).collect(Collectors.joining("\n", "day,x,y\n",
                        "\n"));
        var table = table(csv, DAY, X, Y);
        var report = related(table);
        assertThat(schema.validate(Json.MAPPER.valueToTree(report))).isEmpty();
        assertThat(report.correlationScope().approximate()).isTrue();
        assertThat(report.timeSeries().series()).hasSize(2);
        assertThat(Json.MAPPER.writeValueAsString(related(table))).isEqualTo(Json.MAPPER.writeValueAsString(report));
        assertThat(Json.MAPPER.writeValueAsString(related(table, 512 << 20, 1)))
                .isEqualTo(Json.MAPPER.writeValueAsString(report));
    }

    @Test
    void draws_rows_in_the_order_of_the_table() {
        var columns = List.of(X, new TypedColumn("t", ColumnType.TEXT));
        var csv = IntStream.range(0, 5_000).mapToObj(i -> i + "," + "x".repeat(i % 5 == 0 ? 3_000 : 3))
                .collect(Collectors.joining("\n", "x,t\n", "\n"));
        var table = table(csv, columns.toArray(TypedColumn[]::new));
        var sample = Tables.profile(table).sample();
        assertThat(sample.of()).isEqualTo(5_000);
        assertThat(sample.header()).containsExactly("x", "t");
        assertThat(sample.rows()).hasSize(500).isEqualTo(Tables.profile(table).sample().rows());
        assertThat(sample.rows().stream().map(row -> Integer.parseInt(row.getFirst()))).isSorted()
                .doesNotHaveDuplicates();
        assertThat(sample.rows()).allSatisfy(row -> assertThat(row.getLast()).hasSizeLessThanOrEqualTo(201));
        var wide = table("a,b\n" + ("y".repeat(300) + "," + "z".repeat(300) + "\n").repeat(2_000), new TypedColumn("a",
                ColumnType.TEXT), new TypedColumn("b", ColumnType.TEXT));
        assertThat(Tables.profile(wide).sample().rows()).hasSize(500);
        assertThat(Tables.profile(table("x\n1\n\"\"\n", X)).sample().rows()).containsExactly(List.of("1"), List.of(""));
    }

    private static TypedTable pairs(String[] x, String[] y) {
        return table(IntStream.range(0, x.length).mapToObj(i -> Stream.of(x[i], y[i])
                .map(cell -> cell.equals("_") ? "" : cell).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "x,y\n", "\n")), X, Y);
    }

    private static SummaryReport related(TypedTable table) throws IOException {
        return related(table, 128 << 20, 1);
    }

    private static SummaryReport related(TypedTable table, long memory, int threads) throws IOException {
        var profile = Tables.profile(table);
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch, memory, threads)) {
            return profile.report().related(StoredTable.write(duckdb, scratch, profile, table));
        }
    }

    private static void close(Double actual, Double expected) {
        if (expected == null) {
            assertThat(actual).isNull();
        } else {
            assertThat(actual).isCloseTo(expected, within(Math.max(Math.abs(expected) * 1e-9, 1e-12)));
        }
    }
}
