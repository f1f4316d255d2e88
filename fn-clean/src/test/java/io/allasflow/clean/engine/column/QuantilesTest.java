package io.allasflow.clean.engine.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantilesTest {
    /// What `numpy.quantile` gives, but for binary rounding noise.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7              | 7     | 7    | 7
            1 2            | 1.25  | 1.5  | 1.75
            3 1 2          | 1.5   | 2    | 2.5
            1 2 3 4        | 1.75  | 2.5  | 3.25
            0.1 0.2        | 0.125 | 0.15 | 0.175
            10 10 10 -1e6  | -249992.5 | 10 | 10
            """)
    void interpolates_exactly(String values, String first, String median, String third) {
        var quantiles = new Quantiles(1000);
        Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).forEach(quantiles::add);

        assertThat(quantiles.quartile(1)).isEqualByComparingTo(first);
        assertThat(quantiles.quartile(2)).isEqualByComparingTo(median);
        assertThat(quantiles.quartile(3)).isEqualByComparingTo(third);
        assertThat(quantiles.isApproximate()).isFalse();
        assertThat(quantiles.rankError()).isZero();
    }

    @Test
    void has_none_of_nothing() {
        assertThat(new Quantiles(10).quartile(2)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ascending", "descending", "random", "interleaved"})
    void sketches_within_its_bound(String order) {
        var count = 200_000;
        var capacity = 16 * 512;
        var quantiles = new Quantiles(capacity);
        for (var value : values(order, count)) {
            quantiles.add(value);
        }

        assertThat(quantiles.isApproximate()).isTrue();
        assertThat(quantiles.count()).isEqualTo(count);
        // Ten levels of 512: the values are their own ranks.
        assertThat(quantiles.rankError()).isEqualTo(10 / 512.0);
        var bound = count * quantiles.rankError();
        for (var quarter = 1; quarter <= 3; quarter++) {
            assertThat(quantiles.quartile(quarter).doubleValue()).isBetween(count * quarter / 4.0 - bound,
                    count * quarter / 4.0 + bound);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ascending", "descending", "random", "interleaved"})
    void the_smallest_sketch_is_still_of_use(String order) {
        var count = 200_000;
        var quantiles = new Quantiles(1);
        for (var value : values(order, count)) {
            quantiles.add(value);
        }

        for (var quarter = 1; quarter <= 3; quarter++) {
            assertThat(quantiles.quartile(quarter).doubleValue()).isBetween(count * quarter / 4.0 - 0.05 * count,
                    count * quarter / 4.0 + 0.05 * count);
        }
    }

    @Test
    void merges_exact_and_sketched() {
        var low = new Quantiles(2048);
        var high = new Quantiles(2048);
        for (var i = 0; i < 30_000; i++) {
            low.add(i);
            high.add(30_000 + i);
        }
        var few = new Quantiles(2048);
        few.add(1e9);
        few.addAll(low);
        few.addAll(high);

        assertThat(few.count()).isEqualTo(60_001);
        assertThat(few.quartile(2).doubleValue()).isBetween(27_000.0, 33_000.0);
    }

    private static double[] values(String order, int count) {
        var values = new double[count];
        Arrays.setAll(values, i -> switch (order) {
            case "descending" -> count - 1 - i;
            case "interleaved" -> i % 2 == 0 ? i / 2 : count - 1 - i / 2;
            default -> i;
        });
        if (order.equals("random")) {
            var random = new Random(7);
            for (var i = count - 1; i > 0; i--) {
                var j = random.nextInt(i + 1);
                var swapped = values[i];
                values[i] = values[j];
                values[j] = swapped;
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1000, 100_000})
    void thousandths_become_thousands(int count) {
        var decimals = new Quantiles(1024);
        var thousands = new Quantiles(1024);
        for (var i = 0; i < count; i++) {
            var number = 1000 + i * 7919L % 999_000;
            decimals.add(number / 1000.0);
            thousands.add(number);
        }
        decimals.multiplyByThousand();

        for (var quarters = 1; quarters <= 3; quarters++) {
            assertThat(decimals.quartile(quarters)).isEqualTo(thousands.quartile(quarters));
        }
    }
}
