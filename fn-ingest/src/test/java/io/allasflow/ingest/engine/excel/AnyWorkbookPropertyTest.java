package io.allasflow.ingest.engine.excel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Any table comes out with the same cells, in either format.
class AnyWorkbookPropertyTest {
    @Property(tries = 150)
    void any_table_comes_out_with_the_same_cells(@ForAll("tables") List<List<Object>> table, @ForAll boolean old)
            throws IOException {
        Books.Filling filling = workbook -> {
            var sheet = workbook.createSheet("Any");
            for (int i = 0; i < table.size(); i++) {
                var row = sheet.createRow(i);
                for (int column = 0; column < table.get(i).size(); column++) {
                    switch (table.get(i).get(column)) {
                        case Double number -> row.createCell(column).setCellValue(number);
                        case Boolean bool -> row.createCell(column).setCellValue(bool);
                        case Object text -> row.createCell(column).setCellValue(text.toString());
                    }
                }
            }
        };
        var cells = new ArrayList<List<Object>>();
        try (var workbook = Workbook.open(new Books.Bytes(old ? Books.xls(filling) : Books.xlsx(filling)),
                Books.MAX_BYTES).orElseThrow(); var rows = workbook.sheets().getFirst().rows()) {
            for (var row = rows.next(); row != null; row = rows.next()) {
                assertThat(row.line()).isEqualTo(cells.size() + 1);
                var originals = table.get(cells.size());
                var texts = row.cells();
                cells.add(IntStream.range(0, texts.size())
                        .mapToObj(column -> value(texts.get(column), originals.get(column))).toList());
            }
        }
        assertThat(cells).isEqualTo(table);
    }

    /// As it was, so that numbers are compared as numbers.
    private static Object value(String cell, Object original) {
        return switch (original) {
            case Double _ -> Double.valueOf(cell);
            case Boolean _ -> Boolean.valueOf(cell);
            case Object _ -> cell;
        };
    }

    /// Nothing in them is blank.
    @Provide
    Arbitrary<List<List<Object>>> tables() {
        var characters = Arbitraries.of("a", "\"", "<", "&", "\n", ",", "ä", "日", "\ud83d\ude00", " ", "1", "_x");
        var texts = characters.list().ofMinSize(1).ofMaxSize(6).map(parts -> (Object) String.join("", parts));
        var numbers = Arbitraries.doubles().map(number -> (Object) (number == 0 ? 0.0 : number));
        var filled = Arbitraries.oneOf(texts, numbers, Arbitraries.of(true, false).map(bool -> (Object) bool));
        return Arbitraries.integers().between(1, 6)
                .flatMap(width -> filled.list().ofSize(width).list().ofMinSize(1).ofMaxSize(8));
    }
}
