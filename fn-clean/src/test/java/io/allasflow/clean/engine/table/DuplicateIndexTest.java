package io.allasflow.clean.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DuplicateIndexTest {
    private final DuplicateIndex index = new DuplicateIndex();

    @Test
    void compares_trimmed_cells_over_all_columns() {
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
    void holds_at_most_27_bytes_a_row() {
        var rows = 300_000;
        for (var row = 0; row < rows; row++) {
            assertThat(add("row " + row, "a text that is never kept")).isFalse();
        }
        assertThat(index.bytes()).isLessThan(27L * rows);
        assertThat(index.firstOf(rows)).isEqualTo(rows);
    }

    private boolean add(String... cells) {
        return index.add(cells);
    }
}
