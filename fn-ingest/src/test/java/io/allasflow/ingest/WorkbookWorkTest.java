package io.allasflow.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.StageWork;
import io.allasflow.core.stage.Version;
import io.allasflow.core.store.MemoryObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A workbook in the bucket, to the raw CSV of each of its sheets.
class WorkbookWorkTest {
    private static final BucketLayout LAYOUT = new BucketLayout("data", "", "data", "pipeline/");
    private static final String KEY = "book";

    private final List<String> calls = new ArrayList<>();
    private final MemoryObjectStore store = new MemoryObjectStore() {
        @Override
        protected void beforeCall(String call) {
            calls.add(call);
        }
    };

    private StageWork.Result ingest(String part) throws IOException {
        var input = store.head(LAYOUT.source(KEY)).orElseThrow();
        var config = PipelineConfig.load(store, LAYOUT);
        var source = PipelineEvent.Source.of(input).withPart(part);
        calls.clear();
        return new IngestWork().run(new StageContext(store, LAYOUT, config, LAYOUT.dataset(source), input, source,
                Version.of(source, config.hash(), "test")));
    }

    private String raw(String dataset) {
        return store.text(LAYOUT.output(Output.RAW, dataset));
    }

    private static Workbook fill(Workbook workbook, String name, Object[]... rows) {
        var sheet = workbook.createSheet(name);
        for (int i = 0; i < rows.length; i++) {
            var row = sheet.createRow(i);
            for (int column = 0; column < rows[i].length; column++) {
                switch (rows[i][column]) {
                    case Number number -> row.createCell(column).setCellValue(number.doubleValue());
                    case null -> {
                    }
                    case String text when text.equals("=") -> row.createCell(column).setCellFormula("1+1");
                    case Object text -> row.createCell(column).setCellValue(text.toString());
                }
            }
        }
        return workbook;
    }

    private static Object[] row(Object... cells) {
        return cells;
    }

    private void put(Workbook workbook) throws IOException {
        var bytes = new ByteArrayOutputStream();
        workbook.write(bytes);
        workbook.close();
        store.put(LAYOUT.source(KEY), bytes.toByteArray());
    }

    private static Workbook workbook(String kind) {
        return kind.equals("xls") ? new HSSFWorkbook() : new XSSFWorkbook();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void a_workbook_with_one_filled_sheet_is_a_dataset(String kind) throws IOException {
        put(fill(fill(fill(workbook(kind), "Notes"), "Prices", row("id", "price"), row(1, 1.5), row(2, "a, b")), "x"));

        var made = (StageWork.Made) ingest(null);

        assertThat(raw("book")).isEqualTo("id,price\n1,1.5\n2,\"a, b\"\n");
        assertThat(made.rows()).isEqualTo(2);
        assertThat(made.facts().toString()).isEqualTo("{\"format\":\"" + kind + "\",\"sheet\":\"Prices\","
                + "\"skippedLines\":0,\"header\":true,\"headerAssumed\":false,\"columns\":2}");
        assertThat(ingest("Prices")).isInstanceOf(StageWork.NoSuchPart.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void several_filled_sheets_are_a_dataset_each(String kind) throws IOException {
        var workbook = fill(fill(fill(workbook(kind), "Hinnat ä", row("id"), row(1)), "Empty"), "Secret", row("k"),
                row(2));
        workbook.setSheetVisibility(2, SheetVisibility.VERY_HIDDEN);
        put(workbook);

        var divided = (StageWork.Divided) ingest(null);

        assertThat(divided.parts()).containsExactly("Hinnat ä", "Secret");
        assertThat(divided.facts().toString()).isEqualTo("{\"format\":\"" + kind
                + "\",\"emptySheets\":[\"Empty\"],\"hiddenSheets\":[\"Secret\"]}");
        var made = (StageWork.Made) ingest("Secret");
        assertThat(raw("book/Secret")).isEqualTo("k\n2\n");
        assertThat(made.facts().path("hidden").asBoolean()).isTrue();
        ingest("Hinnat ä");
        assertThat(raw("book/Hinnat ä")).isEqualTo("id\n1\n");
        assertThat(ingest("Empty")).isInstanceOf(StageWork.NoSuchPart.class);
        assertThat(ingest("None")).isInstanceOf(StageWork.NoSuchPart.class);
    }

    @Test
    void what_is_no_workbook_any_more_has_no_parts() throws IOException {
        store.put(LAYOUT.source(KEY), "id\n1\n".getBytes());
        assertThat(ingest("Prices")).isInstanceOf(StageWork.NoSuchPart.class);
    }

    @Test
    void a_title_above_the_header_is_told_and_left_out() throws IOException {
        put(fill(workbook("xlsx"), "s", row("Prices of 2026"), row(), row("id", "town", "price"), row(1, "Oulu", 2.5),
                row(2, "Espoo", 3)));

        var facts = ((StageWork.Made) ingest(null)).facts();

        assertThat(raw("book")).isEqualTo("id,town,price\n1,Oulu,2.5\n2,Espoo,3\n");
        assertThat(facts.path("skippedLines").asInt()).isEqualTo(2);
        assertThat(facts.path("preamble").toString()).isEqualTo("[\"Prices of 2026\"]");
    }

    @Test
    void a_title_above_groups_and_units_below_names_are_told() throws IOException {
        put(fill(fill(workbook("xlsx"), "groups", row("Catches"), row(), row("year", "net", null, "trap"),
                row(null, "spring", "autumn", "spring", "autumn"), row("Oulu", 1, 2, 3, 4), row("Turku", 1, 2, 3, 4)),
                "units", row("town", "catch"), row(null, "kg"), row("Oulu", 1), row("Turku", 2)));

        assertThat(((StageWork.Made) ingest("groups")).facts().toString()).contains("\"skippedLines\":2",
                "\"preamble\":[\"Catches\"]", "\"headerRows\":2");
        assertThat(raw("book/groups")).isEqualTo(
                "year,net spring,net autumn,trap spring,trap autumn\nOulu,1,2,3,4\nTurku,1,2,3,4\n");
        ingest("units");
        assertThat(raw("book/units")).isEqualTo("town,catch kg\nOulu,1\nTurku,2\n");
    }

    @Test
    void notes_below_the_table_are_told_and_kept() throws IOException {
        put(fill(workbook("xlsx"), "s", row("town", "price", "note"), row("Oulu", 2.5), row("Espoo"),
                row("Turku", 3, "x"),
                row(), row("Source: the market")));

        var made = (StageWork.Made) ingest(null);
        assertThat(made.facts().path("footerRows").asInt()).isEqualTo(1);
        assertThat(made.facts().path("footer").toString()).isEqualTo("[\"Source: the market\"]");
        assertThat(raw("book")).endsWith("Turku,3,x\n\"\",,\nSource: the market,,\n");
        assertThat(made.rows()).isEqualTo(5);
    }

    @Test
    void formulas_that_no_program_has_calculated_are_told() throws IOException {
        var workbook = fill(workbook("xlsx"), "s", row("id", "price", "sum"), row(1, 2.5, "="), row(2, 3, "="),
                row("total", 5, 5), row(null, null, "="));
        ((XSSFCell) workbook.getSheetAt(0).getRow(2).getCell(2)).getCTCell().setV("");
        put(workbook);

        var facts = ((StageWork.Made) ingest(null)).facts();
        assertThat(raw("book")).isEqualTo("id,price,sum\n1,2.5,\n2,3,\ntotal,5,5\n");
        assertThat(facts.path("formulasWithoutValue").asInt()).isEqualTo(3);
        assertThat(facts.path("firstFormulaWithoutValue").asText()).isEqualTo("C2");
    }

    @Test
    void a_header_of_two_rows_is_joined() throws IOException {
        put(fill(workbook("xlsx"), "s", row("id", "north", null, "south", null), row(null, "min", "max", "min", "max"),
                row(1, 1.5, 2.5, 3, 4), row(2, 1, 2, 3, 4)));

        assertThat(((StageWork.Made) ingest(null)).facts().path("headerRows").asInt()).isEqualTo(2);
        assertThat(raw("book")).startsWith("id,north min,north max,south min,south max\n1,1.5,2.5,3,4\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {header: no}     | column_1,column_2/a,b/1,2
            {header: yes}    | a,b/1,2
            {skipLines: 1}   | column_1,column_2/1,2
            {headerRows: 2}  | a 1,b 2
            """)
    void the_user_may_know_better(String settings, String expected) throws IOException {
        store.put(LAYOUT.own(PipelineConfig.KEY), ("ingest: " + settings).getBytes());
        put(fill(workbook("xlsx"), "s", row("a", "b"), row(1, 2)));
        ingest(null);

        assertThat(raw("book")).isEqualTo(expected.replace("/", "\n") + "\n");
    }

    @Test
    void a_sheet_may_have_settings_of_its_own() throws IOException {
        store.put(LAYOUT.own(PipelineConfig.KEY),
                "datasets: [{match: book/two, ingest: {header: no}}]".getBytes());
        put(fill(fill(workbook("xlsx"), "one", row("a"), row(1)), "two", row("a"), row(1)));
        ingest("one");
        ingest("two");

        assertThat(raw("book/one")).isEqualTo("a\n1\n");
        assertThat(raw("book/two")).isEqualTo("column_1\na\n1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "xls"})
    void each_format_has_a_limit_of_its_own(String kind) throws IOException {
        put(fill(workbook(kind), "s", row("a"), row(1)));
        var other = kind.equals("xls") ? "xlsx" : "xls";
        store.put(LAYOUT.own(PipelineConfig.KEY), ("ingest: {maxBytes: {" + other + ": 100}}").getBytes());
        assertThat(ingest(null)).isInstanceOf(StageWork.Made.class);
        store.put(LAYOUT.own(PipelineConfig.KEY), ("ingest: {maxBytes: {" + kind + ": 100}}").getBytes());
        var refused = catchThrowableOfType(PipelineException.class, () -> ingest(null));
        assertThat(refused.code().name()).isEqualTo("TOO_LARGE");
    }

    @Test
    void without_anything_in_it_it_is_refused() throws IOException {
        put(fill(fill(workbook("xlsx"), "one"), "two"));
        var refused = catchThrowableOfType(PipelineException.class, () -> ingest(null));
        assertThat(refused.code().name()).isEqualTo("EMPTY_OBJECT");
        assertThat(refused).hasMessageContaining("whose sheets are all empty");
    }

    @Test
    void more_rows_than_tell_the_header_are_all_there() throws IOException {
        var rows = new Object[2500][];
        rows[0] = row("id", "name");
        for (int i = 1; i < rows.length; i++) {
            rows[i] = row(i, "n" + i);
        }
        put(fill(workbook("xlsx"), "s", rows));

        assertThat(((StageWork.Made) ingest(null)).rows()).isEqualTo(2499);
        assertThat(raw("book")).endsWith("2498,n2498\n2499,n2499\n").hasLineCount(2500);
    }

    @Test
    void long_rows_need_not_be_held_to_tell_the_header() throws IOException {
        var rows = new Object[1200][];
        rows[0] = row("id", "text");
        for (int i = 1; i < rows.length; i++) {
            rows[i] = row(i, "x".repeat(20_000));
        }
        put(fill(workbook("xlsx"), "s", rows));

        assertThat(((StageWork.Made) ingest(null)).rows()).isEqualTo(1199);
        assertThat(raw("book")).startsWith("id,text\n1,x").hasLineCount(1200);
    }

    @Test
    void asks_the_store_little() throws IOException {
        put(fill(workbook("xlsx"), "s", row("id"), row(1)));
        ingest(null);
        assertThat(calls).containsExactly("HEAD data/book.csv", "GET data/book", "GET data/book",
                "PUT data/pipeline/raw/book.csv", "PUT data/pipeline/raw/book.json");
    }
}
