package io.allasflow.clean.engine.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkRowsTest {
    @Test
    void hold_any_row_number() {
        var firsts = new int[]{0, Integer.MAX_VALUE - 9, 0, 1, 1, 2, 0, 1 << 30, 300, Integer.MAX_VALUE - 1, 0};
        assertThat(ChunkRows.of(Integer.MAX_VALUE - 4, firsts).firsts()).isEqualTo(firsts);
    }

    @Test
    void join_what_was_found_in_parts() {
        var some = ChunkRows.of(7, new int[]{0, 3, 0, 0, 5});
        var more = ChunkRows.of(7, new int[]{1, 0, 0, 2, 0});
        assertThat(some.and(more)).satisfies(both -> {
            assertThat(both.firsts()).isEqualTo(new int[]{1, 3, 0, 2, 5});
            assertThat(both.firstRow()).isEqualTo(7);
        });
    }

    @Test
    void take_two_bytes_for_each_of_rows_exported_twice() {
        var firsts = new int[1000];
        for (var i = 0; i < firsts.length; i++) {
            firsts[i] = 1_000_000 + i;
        }
        assertThat(ChunkRows.of(9_000_000, firsts).repeats()).hasSizeLessThan(2_010);
    }
}
