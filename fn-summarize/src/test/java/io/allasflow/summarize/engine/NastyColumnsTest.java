package io.allasflow.summarize.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;
import io.allasflow.summarize.report.ReportPage;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Columns that break naive statistics: what the summary, the page and the Parquet file say of them. All figures are
/// worked out by hand.
class NastyColumnsTest {
    private record Made(JsonNode summary, String page, ParquetJava.Contents stored) {}

    /// Of the summary's column all that is not its name or type; `_` is a missing cell.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DECIMAL | _ _ _ | {count:0,missing:3,distinct:0,top:[],approximate:false} | 0 % filled 3 missing No values. distinct 0 | _ _ _
            TEXT    | _ _   | {count:0,missing:2,distinct:0,top:[],approximate:false} | 0 % filled 2 missing No values. distinct 0 | _ _
            INTEGER | 7 7 7 | {count:3,missing:0,distinct:1,min:7,max:7,mean:7.0,median:7.0,stddev:0.0,q1:7.0,q3:7.0,top:[{value:7,count:3}],approximate:false} | Most frequent values of v 7 3 100 % min 7 25 % 7 median 7 75 % 7 max 7 mean 7 std. dev. 0 distinct 1 | 7 7 7
            TEXT    | x x   | {count:2,missing:0,distinct:1,top:[{value:x,count:2}],approximate:false} | Most frequent values of v x 2 100 % distinct 1 | x x
            DECIMAL | 2.5   | {count:1,missing:0,distinct:1,min:2.5,max:2.5,mean:2.5,median:2.5,q1:2.5,q3:2.5,top:[{value:2.5,count:1}],approximate:false} | min 2.5 25 % 2.5 median 2.5 75 % 2.5 max 2.5 mean 2.5 distinct 1 | 2.5
            DATE    | 2024-02-29 | {count:1,missing:0,distinct:1,min:2024-02-29,max:2024-02-29,top:[{value:2024-02-29,count:1}],approximate:false} | min 2024-02-29 max 2024-02-29 distinct 1 | 2024-02-29
            DECIMAL | 1e300 -1e300 3e300 | {count:3,missing:0,distinct:3,min:-1.0E300,max:3.0E300,mean:1.0E300,median:1.0E300,q1:0.0,q3:2.0E300,top:[{value:-1e300,count:1},{value:1e300,count:1},{value:3e300,count:1}],approximate:false} | min −1e300 25 % 0 median 1e300 75 % 2e300 max 3e300 mean 1e300 distinct 3 | 1.0E300 -1.0E300 3.0E300
            DECIMAL | 1e-300 3e-300 2e-300 | {count:3,missing:0,distinct:3,min:1.0E-300,max:3.0E-300,mean:2.0E-300,median:2.0E-300,q1:1.5E-300,q3:2.5E-300,top:[{value:1e-300,count:1},{value:2e-300,count:1},{value:3e-300,count:1}],approximate:false} | min 1e-300 25 % 1.5e-300 median 2e-300 75 % 2.5e-300 max 3e-300 mean 2e-300 distinct 3 | 1.0E-300 3.0E-300 2.0E-300
            DECIMAL | 1e300 1e-300 | {count:2,missing:0,distinct:2,min:1.0E-300,max:1.0E300,mean:5.0E299,median:5.0E299,q1:2.5E299,q3:7.5E299,top:[{value:1e-300,count:1},{value:1e300,count:1}],approximate:false} | min 1e-300 25 % 2.5e299 median 5e299 75 % 7.5e299 max 1e300 mean 5e299 distinct 2 | 1.0E300 1.0E-300
            """)
    void are_told_as_they_are(ColumnType type, String cells, String column, String page, String stored)
            throws IOException {
        var made = make(Tables.column(type, Stream.of(cells.split(" ")).map(cell -> cell.equals("_") ? "" : cell)));
        var told = made.summary().path("columns").path(0).toString().replace("\"", "")
                .replaceAll("name:v,type:[a-z]+,", "").replaceAll(",histogram:\\{[^}]*}", "")
                // The last bit of what was interpolated.
                .replaceAll("0{12,}\\d(?=E)", "");
        assertThat(told).isEqualTo(column);
        assertThat(made.page()).contains(page);
        assertThat(made.stored().rows().stream().map(row -> Objects.toString(row.getFirst(), "_"))
                .collect(Collectors.joining(" "))).isEqualTo(stored);
        assertThat(made.summary().toString()).doesNotContain("NaN", "Infinity");
        assertThat(made.page()).doesNotContain("NaN", "Infinity");
    }

    /// fn-clean makes text of a column that holds them.
    @ParameterizedTest
    @ValueSource(strings = {"Infinity", "-Infinity", "+Infinity", "inf", "NaN", "nan"})
    void infinities_are_no_numbers(String cell) throws IOException {
        assertThatThrownBy(() -> make(Tables.column(ColumnType.DECIMAL, Stream.of("1", cell))))
                .isInstanceOf(IllegalStateException.class).hasMessageStartingWith("Row 2, column \"v\"");
        var text = make(Tables.column(ColumnType.TEXT, Stream.of("1", cell)));
        assertThat(text.stored().rows()).containsExactly(List.of("1"), List.of(cell));
    }

    @Test
    void a_table_without_rows_has_columns() throws IOException {
        var made = make(Tables.table("n,t\n", new TypedColumn("n", ColumnType.INTEGER),
                new TypedColumn("t", ColumnType.TEXT)));
        assertThat(made.summary().path("rows").asLong()).isZero();
        assertThat(made.summary().path("columns")).hasSize(2);
        assertThat(made.page()).contains("Rows 0 Columns 2", "n integer – filled 0 missing No values. distinct 0");
        assertThat(made.stored()).isEqualTo(new ParquetJava.Contents(List.of(), List.of("n", "t"), List.of()));
    }

    @Test
    void ten_thousand_columns_are_told_and_those_that_are_not_stored() throws IOException {
        var columns = IntStream.range(0, 10_000).mapToObj(i -> new TypedColumn("c" + i, ColumnType.INTEGER))
                .toArray(TypedColumn[]::new);
        var names = Stream.of(columns).map(TypedColumn::name).collect(Collectors.joining(",")) + "\n";
        var made = make(Tables.table(names + names.replace("c", "") + names.replace("c", "-"), columns));
        assertThat(made.summary().path("columns")).hasSize(10_000);
        assertThat(made.summary().at("/columns/9999/mean").asDouble()).isZero();
        assertThat(made.summary().at("/columns/9999/min").asInt()).isEqualTo(-9_999);
        assertThat(made.summary().path("storedColumns").asInt()).isEqualTo(1_000);
        assertThat(made.page()).contains("Columns 10 000", "the last 9 000 are too many for the Parquet file",
                "And 9 800 more columns");
        assertThat(made.stored().names()).hasSize(1_000).endsWith("c999");
        assertThat(made.stored().rows().getLast().getLast()).isEqualTo(-999L);
    }

    private static Made make(TypedTable table) throws IOException {
        var profile = Tables.profile(table);
        try (var scratch = Scratch.create(); var duckdb = DuckDb.open(scratch, 256 << 20, 1)) {
            var stored = StoredTable.write(duckdb, scratch, profile, table);
            var summary = profile.report().related(stored);
            var page = new StringWriter();
            ReportPage.write(summary, null, null, profile.sample(), page);
            assertThat(page.toString().length()).isLessThan(1_500_000);
            return new Made(Json.MAPPER.valueToTree(summary), text(page.toString()), ParquetJava.read(stored.file()));
        }
    }

    private static String text(String page) {
        return page.substring(page.indexOf("<body>")).replaceAll("(?s)<script.*?</script>|<nav.*?</nav>", " ")
                .replaceAll("<[^>]*>", " ").replace('\u202f', ' ').replaceAll("\\s+", " ");
    }
}
