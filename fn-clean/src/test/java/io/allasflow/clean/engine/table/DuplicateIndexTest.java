package io.allasflow.clean.engine.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.allasflow.clean.engine.UncleanableTableException;
import org.junit.jupiter.api.Test;

class DuplicateIndexTest {
    private final DuplicateIndex index = new DuplicateIndex(Long.MAX_VALUE);

    @Test
    void compares_trimmed_cells_over_all_columns() throws Exception {
        assertThat(add("a", "b")).isFalse();
        assertThat(add("\u00a0a ", "b\n")).isTrue();
        assertThat(add("ab", "")).isFalse();
        index.skip();
        assertThat(add("", "ab")).isFalse();
        assertThat(add("a  b", "")).isFalse();
        assertThat(add("ab", " ")).isTrue();

        assertThat(index.firstOf(1)).isEqualTo(1);
        assertThat(index.firstOf(2)).isEqualTo(1);
        assertThat(index.firstOf(5)).isEqualTo(5);
        assertThat(index.firstOf(7)).isEqualTo(3);
    }

    @Test
    void holds_at_most_27_bytes_a_row() throws Exception {
        var rows = 300_000;
        for (var row = 0; row < rows; row++) {
            assertThat(add("row " + row, "a text that is never kept")).isFalse();
        }
        assertThat(index.bytes()).isLessThan(27L * rows);
        assertThat(index.firstOf(rows)).isEqualTo(rows);
    }

    @Test
    void refuses_to_grow_beyond_its_budget() throws Exception {
        var budget = 1 << 20;
        var small = new DuplicateIndex(budget);
        assertThatThrownBy(() -> {
            for (var row = 0; row < 100_000; row++) {
                small.add(new String[]{"row " + row});
            }
        }).isInstanceOf(UncleanableTableException.class)
                .hasMessage("The table has more than " + small.rows() + " rows, the most whose duplicates can be found "
                        + "in the memory there is (1 MiB of the heap). Split it or give fn-clean more memory.");
        assertThat(small.rows()).isBetween(budget / 40, budget / 16);
        assertThat(small.bytes()).isLessThanOrEqualTo(budget);
        assertThatThrownBy(() -> {
            while (true) {
                small.skip();
            }
        }).isInstanceOf(UncleanableTableException.class);
    }

    private boolean add(String... cells) throws UncleanableTableException {
        return index.add(cells);
    }
}
