package io.allasflow.clean.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.clean.engine.duplicate.DuplicateRule.Keep;
import io.allasflow.clean.engine.outlier.OutlierMode;
import io.allasflow.clean.engine.column.ColumnNames;
import io.allasflow.core.csv.CanonicalCsv;
import io.allasflow.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// What must hold of the ledger whatever the table.
class LedgerPropertyTest {

    @Property(tries = 500)
    void rows_are_conserved(@ForAll("tables") List<List<String>> table, @ForAll OutlierMode mode,
            @ForAll("resources") Resources resources) throws Exception {
        var result = clean(table, mode, resources);
        var rows = result.report().rows();

        assertThat(rows.read()).isEqualTo(table.size() - 1);
        assertThat(rows.written() + rows.duplicates() + rows.empty() + rows.rejected() + rows.outliers())
                .isEqualTo(rows.read());
        assertThat(Cleaned.records(result.cleaned())).hasSize((int) rows.written());
        assertThat(Cleaned.records(result.rejected())).hasSize((int) (rows.read() - rows.written()));
    }

    @Property(tries = 200)
    void nothing_depends_on_the_machine(@ForAll("tables") List<List<String>> table, @ForAll OutlierMode mode,
            @ForAll("resources") Resources resources) throws Exception {
        var usual = clean(table, mode);
        var other = clean(table, mode, resources);

        assertThat(other.cleaned()).isEqualTo(usual.cleaned());
        assertThat(other.changes()).isEqualTo(usual.changes());
        assertThat(other.rejected()).isEqualTo(usual.rejected());
        assertThat(Json.MAPPER.writeValueAsString(other.report()))
                .isEqualTo(Json.MAPPER.writeValueAsString(usual.report()));
    }

    @Property(tries = 100)
    void the_same_table_gives_the_same_bytes(@ForAll("tables") List<List<String>> table) throws Exception {
        var first = clean(table, OutlierMode.FLAG);
        var second = clean(table, OutlierMode.FLAG);

        assertThat(second.cleaned()).isEqualTo(first.cleaned());
        assertThat(second.changesGzip()).isEqualTo(first.changesGzip());
        assertThat(second.rejected()).isEqualTo(first.rejected());
        assertThat(Json.MAPPER.writeValueAsBytes(second.report()))
                .isEqualTo(Json.MAPPER.writeValueAsBytes(first.report()));
    }

    /// So the order of rows is kept, and every cell either is as it was or is in the change log.
    @Property(tries = 500)
    void cleaned_and_ledger_give_the_raw_table_back(@ForAll("tables") List<List<String>> table,
            @ForAll OutlierMode mode, @ForAll("resources") Resources resources) throws Exception {
        assertThat(clean(table, mode, resources).rebuilt()).isEqualTo(csv(table));
    }

    /// From one record a chunk on; with the least budget, duplicates are found in parts.
    @Provide
    Arbitrary<Resources> resources() {
        return Combinators.combine(Arbitraries.integers().between(1, 4), Arbitraries.integers().between(1, 2_000),
                Arbitraries.longs().between(1, 40_000)).as(Resources::new);
    }

    /// Also where rows are compared by a key, and cells are made from others.
    @Property(tries = 300)
    void rows_are_conserved_whichever_duplicate_stays(@ForAll("tables") List<List<String>> table, @ForAll Keep keep)
            throws Exception {
        var key = new ColumnNames().clean(table.getFirst()).getFirst();
        var result = Cleaned.of(csv(table), Json.MAPPER.convertValue(Map.of("duplicates",
                Map.of("keys", List.of(key), "keep", keep), "missing",
                Map.of("numbers", "mean", "texts", "previous", "booleans", "mode", "dates", "previous"), "outliers",
                Map.of("method", "zscore", "zscore", 2, "mode", "cap")), CleanSettings.class));
        var rows = result.report().rows();

        assertThat(rows.written() + rows.duplicates() + rows.empty() + rows.rejected()).isEqualTo(table.size() - 1);
        assertThat(result.rebuilt()).isEqualTo(csv(table));
    }

    private static Cleaned clean(List<List<String>> table, OutlierMode mode) throws Exception {
        return clean(table, mode, new Resources(1, 1 << 20, 1 << 20));
    }

    private static Cleaned clean(List<List<String>> table, OutlierMode mode, Resources resources) throws Exception {
        var first = new ColumnNames().clean(table.getFirst()).getFirst();
        return Cleaned
                .of(csv(table).getBytes(StandardCharsets.UTF_8), Json.MAPPER.convertValue(
                        Map.of("outliers", Map.of("mode", mode), //
                                "rules", List.of(Map.of("column", first, "unique", true, "severity", "reject"),
                                        Map.of("column", first, "regex", "[^a]*", "severity", "reject")), //
                                "derive", List.of(Map.of("name", "made", "expression", first + " + 1"))),
                        CleanSettings.class), resources);
    }

    private static String csv(List<List<String>> table) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var printer = CanonicalCsv.print(bytes)) {
            for (var row : table) {
                printer.printRecord(row);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// A header and rows, most of them as wide, each column mostly of one kind and now and then of another.
    @Provide
    Arbitrary<List<List<String>>> tables() {
        return Arbitraries.integers().between(1, 5).flatMap(width -> {
            var kinds = Arbitraries.integers().between(0, KINDS.size() - 1).list().ofSize(width);
            var header = cell().list().ofSize(width);
            return Combinators.combine(header, kinds).flatAs((names, columns) -> {
                var usual = Combinators.combine(columns.stream().map(LedgerPropertyTest::cell).toList())
                        .as(cells -> cells);
                var odd = cell().list().ofMinSize(1).ofMaxSize(6);
                var rows = Arbitraries.frequencyOf(Tuple.of(12, usual), Tuple.of(1, odd))
                        .list().ofMaxSize(40);
                return rows.map(body -> {
                    var table = new ArrayList<List<String>>();
                    table.add(names);
                    table.addAll(body);
                    return table;
                });
            });
        });
    }

    private static final List<List<String>> KINDS = List.of(List.of("1", "2", "3", "10", "-4", "+7", "1000", " 5 "),
            List.of("1.5", "2.50", "3", "-.25", "1e3", "99999.9"), List.of("1,5", "2,50", "3", "−4,25", "1,234"),
            List.of("true", "FALSE", "yes", "no", "kyllä", "ei"),
            List.of("2021-01-31", "1.2.2021", "31/12/2020", "3/4/2021", "2021-02-30"),
            List.of("2021-01-31 10:00 UTC", "1.2.2021 9:30", "2021-01-31T10:00:00.5+02:00", "2021-01-31"),
            List.of("abc", "a  b", "\u00a0x\t", "a\r\nb", "=1+1", "\"q\"", "007", "<b>", "\u0000", "ä,ö"),
            List.of("1 234,50", "€ 5", "5,5 €", "(3)", "12 %", "1.234", "1'234.5", "1234567890123456789"),
            List.of("9:05", "12:30 PM", "3 Mar 2024", "e\u0301", "t", "f", "5 kr"),
            List.of("", "", "", "", "", "", "", "NA", " null ", "-", "x"));

    private static Arbitrary<String> cell(int kind) {
        return Arbitraries.frequencyOf(Tuple.of(30, Arbitraries.of(KINDS.get(kind))),
                Tuple.of(1, cell()));
    }

    private static Arbitrary<String> cell() {
        var known = Arbitraries.integers().between(0, KINDS.size() - 1)
                .flatMap(kind -> Arbitraries.of(KINDS.get(kind)));
        var any = Arbitraries.strings().withChars("a1 ,.\"\n\r\t#'\u00a0\u0085é").ofMaxLength(5);
        return Arbitraries.oneOf(known, any);
    }
}
