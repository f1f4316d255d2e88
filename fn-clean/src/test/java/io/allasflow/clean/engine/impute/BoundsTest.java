package io.allasflow.clean.engine.impute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is remembered of a column is given up, not guessed, beyond the limits.
class BoundsTest {
    @ParameterizedTest
    @CsvSource({"3, 100, true", "2, 100, false", "3, 5, false"})
    void too_many_runs_of_missing_cells(int most, int mostCharacters, boolean fits) {
        var gaps = new Gaps(false, new Limit(most, mostCharacters));
        var row = 0;
        for (var cell : new String[]{"", "aa", "", null, "bb", "", "cc", ""}) {
            gaps.add(++row, cell, null);
        }

        assertThat(gaps.finish()).isEqualTo(fits);
        if (fits) {
            assertThat(gaps.at(1)).isNull();
            assertThat(gaps.at(4).before().value()).isEqualTo("aa");
            assertThat(gaps.at(8).before().value()).isEqualTo("cc");
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 100, false", "2, 100, true", "3, 2, true"})
    void too_many_values_to_count(int most, int mostCharacters, boolean isFull) {
        var counts = new ValueCounts(true, new Limit(most, mostCharacters));
        for (var cell : new String[]{"10", "9.0", "9", "-1", "10"}) {
            counts.add(cell);
        }

        assertThat(counts.isFull()).isEqualTo(isFull);
        if (!isFull) {
            assertThat(counts.mode()).isEqualTo("9");
        }
    }
}
