package io.allasflow.summarize.engine;

import static io.allasflow.summarize.engine.Tables.column;
import static io.allasflow.summarize.engine.Tables.summary;
import static io.allasflow.summarize.engine.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.allasflow.core.json.Json;
import io.allasflow.summarize.engine.ColumnSummary.TopValue;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummarizerTest {
    /// Worked out by pandas 1.5.3 (`Series.mean`, `median`, `std`, `quantile`, `skew`). Its skewness of `huge` and `tiny` overflows, ours
    /// is absent; its skewness of `large_mean` is wrong in the eighth digit, so that one is worked out in exact fractions.
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            one_to_four | 1 2 3 4              | 2.5                | 2.5    | 1.2909944487358056  | 1.75     | 3.25      | 0.0
            price | 41.17 -3.5 0.1 0.2 0.3 1200.0 41.17 55.02 38.9 60.0 7.25 | 130.96454545454546 | 38.9 | 355.37676723060093 | 0.25 | 48.095 | 3.288771786404383
            large_mean  | 1000000001 1000000002 1000000004 1000000008 1000000016 | 1000000006.2 | 1000000004 | 6.099180272790763 | 1000000002 | 1000000008 | 1.3253147098134053
            negative    | -5 -5 -4 -1 0 100    | 14.166666666666666 | -2.5   | 42.10186060813306   | -4.75    | -0.25     | 2.435892729406547
            two         | 10.5 20.25           | 15.375             | 15.375 | 6.894291116568838   | 12.9375  | 17.8125   | -
            one         | 7.5                  | 7.5                | 7.5    | -                   | 7.5      | 7.5       | -
            constant    | 2 2 2 2              | 2                  | 2      | 0                   | 2        | 2         | -
            huge        | 1e150 -1e150 3e150 2e150 | 1.25e150       | 1.5e150 | 1.707825127659933e150 | 5e149 | 2.25e150  | -
            tiny        | 1e-150 2e-150 4e-150 | 2.3333333333333332e-150 | 2e-150 | 1.5275252316519467e-150 | 1.5e-150 | 3e-150 | -
            largest     | 1e308 1e308 1e308    | 1e308              | 1e308  | 0                   | 1e308    | 1e308     | -
            """)
    void agrees_with_pandas(String name, String cells, Double mean, Double median, Double stddev, Double q1, Double q3,
            Double skewness) {
        var column = only(ColumnType.DECIMAL, Stream.of(cells.split(" ")));
        close(column.mean(), mean);
        close(column.median(), median);
        close(column.stddev(), stddev);
        close(column.q1(), q1);
        close(column.q3(), q3);
        close(column.skewness(), skewness);
        assertThat(column.approximate()).isFalse();
    }

    private static void close(Double actual, Double expected) {
        if (expected == null) {
            assertThat(actual).isNull();
        } else {
            assertThat(actual).isCloseTo(expected, within(Math.max(Math.abs(expected) * 1e-12, 1e-300)));
        }
    }

    /// `_` is a missing cell; min and max are shown as in the JSON.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            INTEGER  | 3 _ -1 3                    | 3 | 1 | 2 | -1 | 3 | 3×2 -1×1
            INTEGER  | 9007199254740993 9007199254740992 | 2 | 0 | 2 | 9007199254740992 | 9007199254740993 | 9007199254740992×1 9007199254740993×1
            INTEGER  | 9223372036854775808 9223372036854775807 -9223372036854775809 | 3 | 0 | 3 | "-9223372036854775809" | "9223372036854775808" | -9223372036854775809×1 9223372036854775807×1 9223372036854775808×1
            INTEGER  | -9007199254740993 -9007199254740992 | 2 | 0 | 2 | -9007199254740993 | -9007199254740992 | -9007199254740992×1 -9007199254740993×1
            DECIMAL  | 1.50 1.5 2 2.0 0.30         | 5 | 0 | 3 | 0.3 | 2.0 | 1.5×2 2×2 0.3×1
            DECIMAL  | -0.0 0 0.00 1.5             | 4 | 0 | 2 | 0.0 | 1.5 | 0×3 1.5×1
            DECIMAL  | 1e400 1                     | 2 | 0 | 2 | 1.0 | "1e400" | 1×1 1e400×1
            DATE     | 2024-02-29 _ 2023-12-31     | 2 | 1 | 2 | "2023-12-31" | "2024-02-29" | 2023-12-31×1 2024-02-29×1
            DATETIME | 2024-01-01T00:00:00.5Z 2024-01-01T00:00:00Z | 2 | 0 | 2 | "2024-01-01T00:00:00Z" | "2024-01-01T00:00:00.5Z" | 2024-01-01T00:00:00.5Z×1 2024-01-01T00:00:00Z×1
            DATETIME | 2024-01-01T00:00:00+02:00 2023-12-31T23:00:00Z | 2 | 0 | 2 | "2024-01-01T00:00:00+02:00" | "2023-12-31T23:00:00Z" | 2023-12-31T23:00:00Z×1 2024-01-01T00:00:00+02:00×1
            BOOLEAN  | true false true _           | 3 | 1 | 2 | - | - | true×2 false×1
            TEXT     | b a b ä _                   | 4 | 1 | 3 | - | - | b×2 a×1 ä×1
            TEXT     | _ _                         | 0 | 2 | 0 | - | - | -
            INTEGER  | _ _                         | 0 | 2 | 0 | - | - | -
            """)
    void counts_and_ranks_cells_of_every_type(ColumnType type, String cells, long count, long missing, long distinct,
            String min, String max, String top) {
        var column = only(type, Stream.of(cells.split(" ")).map(cell -> cell.equals("_") ? "" : cell));
        assertThat(column.count()).isEqualTo(count);
        assertThat(column.missing()).isEqualTo(missing);
        assertThat(column.distinct()).isEqualTo(distinct);
        assertThat(String.valueOf(column.min())).isEqualTo(String.valueOf(min));
        assertThat(String.valueOf(column.max())).isEqualTo(String.valueOf(max));
        assertThat(column.top().stream().map(value -> value.value() + "×" + value.count())
                .collect(Collectors.joining(" "))).isEqualTo(top == null ? "" : top);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            whole numbers            | INTEGER  | 0 1 1 3                | [0,1,2,3,4] [1,2,0,1] 0 0
            decimal edges            | DECIMAL  | 0.1 0.3                | [0.1,0.11,0.12,0.13,0.14,0.15,0.16,0.17,0.18,0.19,0.2,0.21,0.22,0.23,0.24,0.25,0.26,0.27,0.28,0.29,0.3,0.31] [1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1] 0 0
            far-off values left out  | INTEGER  | 1 2 3 4 5 6 7 8 9000 -9000 | [-12,-10,-8,-6,-4,-2,0,2,4,6,8,10,12,14,16,18,20,22] [0,0,0,0,0,0,1,2,2,2,1,0,0,0,0,0,0] 1 1
            days                     | DATE     | 2024-02-28 2024-03-01  | ["2024-02-28","2024-02-29","2024-03-01","2024-03-02"] [1,0,1] 0 0
            seconds                  | DATETIME | 2024-01-01T00:00:00 2024-01-01T00:00:01.5 | ["2024-01-01T00:00:00","2024-01-01T00:00:01","2024-01-01T00:00:02"] [1,1] 0 0
            one value                | INTEGER  | 5 5                    | -
            beyond a double          | INTEGER  | 1%s 2                  | -
            too large for the spread | DECIMAL  | 1e300 1.0000000000000001e300 | -
            """)
    void bins_have_edges_a_person_would_choose(String why, ColumnType type, String cells, String expected) {
        var histogram = only(type, Stream.of(cells.formatted("0".repeat(400)).split(" "))).histogram();
        assertThat(histogram == null
                ? null
                : Stream.of(histogram.edges(), histogram.counts(), histogram.below(), histogram.above())
                        .map(part -> part.toString().replace(", ", ",")).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @Test
    void statistics_of_numbers_beyond_a_double_are_absent_and_the_extremes_exact() {
        var digits = BigInteger.TEN.pow(400).toString();
        var column = only(ColumnType.INTEGER, Stream.of(digits, "1"));
        assertThat(column.max().textValue()).isEqualTo(digits);
        assertThat(Stream.of(column.mean(), column.median(), column.stddev(), column.q1(), column.q3(),
                column.skewness())).containsOnlyNulls();
    }

    @Test
    void long_values_stay_different_but_are_shown_short() {
        var long1 = "x".repeat(1_000_000);
        var column = only(ColumnType.TEXT, Stream.of(long1 + "1", long1 + "2", long1 + "1", "😀".repeat(100)));
        assertThat(column.distinct()).isEqualTo(3);
        assertThat(column.top().getFirst()).isEqualTo(new TopValue("x".repeat(120) + "…", 2));
        assertThat(column.top().getLast().value()).isEqualTo("😀".repeat(60) + "…");
    }

    @Test
    void writes_the_published_json() throws IOException {
        var report = summary(table("n,t\n1,x\n2,\n", new TypedColumn("n", ColumnType.INTEGER),
                new TypedColumn("t", ColumnType.TEXT)));
        assertThat(Json.MAPPER.writeValueAsString(report).replaceAll("\\s+", "")).isEqualTo("""
                {"schema":"https://allasflow.io/schema/summary/v1","dataset":"a/b",
                "source":{"bucket":"bucket","key":"a/b.csv","etag":"etag","size":12},"rows":2,"columns":[
                {"name":"n","type":"integer","count":2,"missing":0,"distinct":2,"min":1,"max":2,"mean":1.5,"median":1.5,
                "stddev":0.7071067811865476,"q1":1.25,"q3":1.75,
                "top":[{"value":"1","count":1},{"value":"2","count":1}],
                "histogram":{"edges":[1,2,3],"counts":[1,1],"below":0,"above":0},"approximate":false},
                {"name":"t","type":"text","count":1,"missing":1,"distinct":1,"top":[{"value":"x","count":1}],
                "approximate":false}],
                "storedColumns":2,"correlations":[],"scatters":[]}""".replaceAll("\\s+", ""));
    }

    /// The field names are a contract: a field that is added or renamed must be published too.
    @ParameterizedTest
    @CsvSource(textBlock = """
            SummaryReport, /properties
            SummaryReport$SourceObject, /properties/source/properties
            Correlation, /properties/correlations/items/properties
            Scatter, /properties/scatters/items/properties
            TimeSeries, /properties/timeSeries/properties
            TimeSeries$Series, /$defs/series/properties
            TimeSeries$Point, /$defs/series/properties/points/items/properties
            TimeSeries$Anomaly, /$defs/series/properties/anomalies/items/properties
            CorrelationScope, /properties/correlationScope/properties
            ColumnSummary, /$defs/column/properties
            ColumnSummary$TopValue, /$defs/column/properties/top/items/properties
            ColumnSummary$Histogram, /$defs/column/properties/histogram/properties
            """)
    void publishes_every_field(String type, String place) throws IOException, ClassNotFoundException {
        var fields = Stream.of(Class.forName("io.allasflow.summarize.engine." + type).getRecordComponents())
                .map(RecordComponent::getName).toList();
        var schema = Json.MAPPER.readTree(Path.of("../docs/schema/summary.v1.json").toFile());
        assertThat(schema.at(place).propertyStream().map(Map.Entry::getKey)).containsExactlyElementsOf(fields);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            n\\n1\\nx             | INTEGER  | Row 2, column "n"
            n\\n1.5               | INTEGER  | Row 1, column "n"
            n\\n-                 | INTEGER  | Row 1, column "n"
            n\\nNaN               | DECIMAL  | Row 1, column "n"
            n\\n1f                | DECIMAL  | Row 1, column "n"
            n\\n.                 | DECIMAL  | Row 1, column "n"
            n\\nTRUE              | BOOLEAN  | Row 1, column "n"
            n\\n2024-02-30        | DATE     | Row 1, column "n"
            n\\n2024-01-01        | DATETIME | Row 1, column "n"
            n\\n1,2               | INTEGER  | Row 1 of the cleaned table has 2 cells
            m\\n1                 | INTEGER  | Column 1 of the cleaned table is not "n"
            n,m\\n1,2             | INTEGER  | The header row of the cleaned table has 2 cells
            ``                    | INTEGER  | The cleaned table has no header row
            """)
    void refuses_a_table_that_is_not_what_its_columns_say(String csv, ColumnType type, String message) {
        var table = table(csv.replace("\\n", "\n"), new TypedColumn("n", type));
        assertThatThrownBy(() -> summary(table)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void takes_tables_without_rows_or_columns() {
        assertThat(summary(table("n\n", new TypedColumn("n", ColumnType.DECIMAL))).columns())
                .containsExactly(new ColumnSummary("n", ColumnType.DECIMAL, 0, 0, 0, null, null, null, null, null, null,
                        null, null, List.of(), null, false));
        assertThat(summary(table("\n\n\n")).rows()).isEqualTo(2);
        assertThat(summary(table("")).rows()).isZero();
    }

    @Test
    void takes_ten_thousand_columns() {
        var columns = IntStream.range(0, 10_000).mapToObj(i -> new TypedColumn("c" + i, ColumnType.INTEGER))
                .toArray(TypedColumn[]::new);
        var header = Stream.of(columns).map(TypedColumn::name).collect(Collectors.joining(",")) + "\n";
        var row = IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(",")) + "\n";
        var report = summary(table(header + row.repeat(20), columns));
        assertThat(report.columns().get(9_999).mean()).isEqualTo(9_999);
    }

    @Test
    void estimates_beyond_the_budget_and_says_so() throws IOException {
        var summarizer = new Summarizer(columns -> new Budget(1_000, 256, 200, 12));
        var table = column(ColumnType.INTEGER,
                LongStream.range(0, 100_000).map(i -> i % 10 == 0 ? 7 : i * 48_271 % 100_003).mapToObj(Long::toString));
        var exact = summary(table).columns().getFirst();
        var estimate = summary(summarizer, table).columns().getFirst();

        assertThat(exact.approximate()).isFalse();
        assertThat(estimate.approximate()).isTrue();
        assertThat((double) estimate.distinct()).isCloseTo(exact.distinct(), within(exact.distinct() * 0.05));
        assertThat(estimate.median()).isCloseTo(exact.median(), within(1_000.0));
        assertThat(estimate.q1()).isCloseTo(exact.q1(), within(1_000.0));
        assertThat(estimate.top().getFirst().value()).isEqualTo("7");
        assertThat((double) estimate.top().getFirst().count()).isCloseTo(10_000, within(1_500.0));
        assertThat(estimate.mean()).isEqualTo(exact.mean());
        assertThat(estimate.histogram().counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(100_000);
        assertThat(Json.MAPPER.writeValueAsBytes(summary(summarizer, table)))
                .isEqualTo(Json.MAPPER.writeValueAsBytes(summary(summarizer, table)));
    }

    private static ColumnSummary only(ColumnType type, Stream<String> cells) {
        return summary(column(type, cells)).columns().getFirst();
    }
}
