package io.allasflow.clean.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.clean.engine.impute.ImputationMethod;
import io.allasflow.clean.engine.impute.Impute;
import io.allasflow.clean.engine.outlier.OutlierMode;
import io.allasflow.clean.engine.outlier.Outliers;
import io.allasflow.core.csv.CanonicalCsv;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// A cleaned column has nothing left to clean: its cells are in its type's canonical form, whatever they were.
class IdempotencePropertyTest {
    private static final Impute KEEP = new Impute(ImputationMethod.KEEP);
    private static final CleanSettings TYPES_ONLY = new CleanSettings(
            new CleanSettings.Missing(null, 1.0, KEEP, KEEP, null, KEEP, KEEP, null, null),
            null, new Outliers(OutlierMode.KEEP, null, null, null, null, null), null, null);

    private static final List<List<String>> KINDS = List.of(
            List.of("1 234,50", "12 345 678,9", "5,25", "−1 234", "0", "1", "1.234", "1 000"),
            List.of("1,234.50", "12,345,678.9", "5.25", "-1,234", "0", "1,234", ".5", "5.", "1e5"),
            List.of("1.234,50", "12.345.678,9", "5,25", "1.234", "1.234.567", "7"),
            List.of("€ 5", "5,50 €", "EUR 1 000", "3", "(€ 4)"), List.of("5 %", "12,5%", "-3 %", "0 %"),
            List.of("$5", "$1,234.50", "($3)", "7"), List.of("(5)", "12.5", "3", "(1,000)"),
            List.of("1234567890123456789", "1234567890123456", "1", "12345678901234567"),
            List.of("yes", "no", "Y", "n", "kyllä", "ei", "true", "t"),
            List.of("9:05", "21:05:10.5", "12:30 PM", "0:00"),
            List.of("3/4/2021", "13/4/2021", "4/13/2021", "2021-04-03", "3. huhtikuuta 2021", "April 3, 2021"),
            List.of("3/4/2021 10:00", "13/4/2021 1:05 PM", "2021-01-31T10:00:00.5+0200", "2021-04-03",
                    "20210131T101500Z", "2021-01-31 10:00 UTC"),
            List.of("paid", "Paid", "e\u0301", "a\u200bb", "007", "040 123 456", "x (1)", "NA"));

    @Property(tries = 3000)
    void cleaning_a_cleaned_column_changes_nothing(@ForAll("columns") List<String> cells) throws Exception {
        var once = Cleaned.of(csv(cells), TYPES_ONLY);
        var twice = Cleaned.of(once.cleaned(), TYPES_ONLY);

        assertThat(twice.changes()).isEqualTo("row,column,old,new,reason\n");
        assertThat(twice.cleaned()).isEqualTo(once.cleaned());
    }

    /// Outliers are flagged again: the flags are of the table as it is. What did not fit its type is missing in the cleaned
    /// table, which does not tell why, so it is imputed now.
    @Property(tries = 1000)
    void cleaning_a_cleaned_table_with_default_settings_changes_no_cell(@ForAll("columns") List<String> cells)
            throws Exception {
        var once = Cleaned.of(csv(cells));
        var twice = Cleaned.of(once.cleaned());

        var invalid = once.report().columns().getLast().invalid();
        assertThat(Cleaned.records(twice.changes())).extracting(List::getLast)
                .filteredOn(reason -> !reason.equals("OUTLIER_FLAGGED")).hasSizeLessThanOrEqualTo((int) invalid)
                .allMatch(reason -> reason.startsWith("IMPUTED_"));
        assertThat(Cleaned.records(twice.rejected())).isEmpty();
    }

    /// Mostly of one kind.
    @Provide
    Arbitrary<List<String>> columns() {
        var any = Arbitraries.of(KINDS.stream().flatMap(List::stream).toList());
        return Arbitraries.of(KINDS).flatMap(kind -> Arbitraries
                .frequencyOf(Tuple.of(40, Arbitraries.of(kind)), Tuple.of(1, any)).list().ofMinSize(1).ofMaxSize(30));
    }

    private static String csv(List<String> cells) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var printer = CanonicalCsv.print(bytes)) {
            // So that equal cells are not equal rows.
            printer.printRecord("id", "cell");
            var id = 0;
            for (var cell : cells) {
                printer.printRecord(++id, cell);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
