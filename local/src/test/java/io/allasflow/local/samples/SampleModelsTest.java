package io.allasflow.local.samples;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The models of `samples/models`, made of the cleaned samples, find what was worked out without SQL.
class SampleModelsTest {
    private static SampleModels made;

    @BeforeAll
    static void make() throws IOException {
        made = SampleModels.make();
        assertThat(made.errors()).isEmpty();
    }

    static List<String> models() throws IOException {
        return SampleModels.names();
    }

    @ParameterizedTest
    @MethodSource("models")
    void is_as_worked_out(String model) throws IOException {
        assertThat(ExpectedModel.differences(model, made.table(model))).isEmpty();
    }

    @Test
    void every_expectation_has_a_model() throws IOException {
        try (var expected = Files.list(SamplePipeline.SAMPLES.resolve("expected/models"))) {
            assertThat(expected.map(file -> file.getFileName().toString().replaceFirst("\\.[a-z]+$", "")).sorted())
                    .containsExactlyElementsOf(models());
        }
    }

    /// Which also shows that each ORDER BY decides the order of all rows.
    @Test
    @Tag("slow")
    void is_the_same_from_rows_in_another_order() throws IOException {
        unchanged(SamplePipeline.DATASETS.stream().collect(toMap(dataset -> dataset, _ -> "FROM t ORDER BY hash(t)")));
    }

    @Test
    @Tag("slow")
    void a_customer_and_a_product_with_several_rows_count_once() throws IOException {
        unchanged(Map.of("shop/customers",
                "FROM t UNION ALL SELECT * REPLACE (etunimi || '~' AS etunimi, 'Utopia' AS kaupunki) FROM t",
                "shop/products.tsv",
                "FROM t UNION ALL SELECT * REPLACE (name || '~' AS name, 2 * stock AS stock) FROM t"));
    }

    @Test
    @Tag("slow")
    void a_missing_day_is_not_bridged() throws IOException {
        var days = made.table("electricity_indicators");
        var missing = days.get(101).getFirst();
        var other = made.madeOf(Map.of("energy/electricity-prices",
                "FROM t WHERE CAST(timestamp AS DATE) IS DISTINCT FROM DATE '" + missing + "'"));

        assertThat(other.errors()).isEmpty();
        var rows = other.table("electricity_indicators");
        assertThat(rows).hasSize(days.size() - 1);
        assertThat(rows.subList(0, 101)).isEqualTo(days.subList(0, 101));
        // day, day_in_a_row, mean_price, sma_7, sma_30, ema_7, rsi_14, volatility_30
        for (int i = 1; i <= 31; i++) {
            var row = rows.get(100 + i);
            assertThat(row.subList(0, 3)).containsExactly(days.get(101 + i).get(0), Integer.toString(i),
                    days.get(101 + i).get(2));
            assertThat(List.of(row.get(3).isEmpty(), row.get(4).isEmpty(), row.get(6).isEmpty(), row.get(7).isEmpty()))
                    .as(row.getFirst()).containsExactly(i < 7, i < 30, i < 15, i < 31);
        }
        // What looks no farther back is as it was.
        assertThat(rows.get(107).get(3)).isEqualTo(days.get(108).get(3));
        assertThat(rows.get(131).get(7)).isEqualTo(days.get(132).get(7));
    }

    @Test
    @Tag("slow")
    void refunds_that_leave_next_to_nothing_hinder_no_model() throws IOException {
        var other = made.madeOf(Map.of("shop/transactions", """
                SELECT * REPLACE (CAST(CASE transaction_id WHEN 'T1000000' THEN 90000 WHEN 'T1000001' THEN -89999.99 ELSE 0 END
                    AS DECIMAL(18, 2)) AS amount)
                FROM t"""));

        assertThat(other.errors()).isEmpty();
        assertThat(other.csv("payment_analytics")).contains(",900000000.00,").contains(",-899999900.00,");
    }

    private static void unchanged(Map<String, String> selects) throws IOException {
        var other = made.madeOf(selects);
        assertThat(other.errors()).isEmpty();
        assertThat(models()).filteredOn(model -> !other.csv(model).equals(made.csv(model))).isEmpty();
    }
}
