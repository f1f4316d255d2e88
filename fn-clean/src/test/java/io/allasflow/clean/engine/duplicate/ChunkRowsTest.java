package io.allasflow.clean.engine.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkRowsTest {
    private static final int MOST = Integer.MAX_VALUE;

    @Test
    void hold_any_row_number() {
        var firsts = new int[]{0, Integer.MAX_VALUE - 9, 0, 1, 1, 2, 0, 1 << 30, 300, Integer.MAX_VALUE - 1, 0};
        assertThat(ChunkRows.of(Integer.MAX_VALUE - 4, firsts, MOST).firsts()).isEqualTo(firsts);
    }

    @Test
    void list_some_rows_and_of_the_others_only_that_they_repeat_one() {
        var rows = ChunkRows.of(7, new int[]{0, 3, 0, 5, 3, 0, 6}, 2);
        assertThat(rows.firsts()).isEqualTo(new int[]{0, 3, 0, 5, -1, 0, -1});
        assertThat(rows.duplicates()).isEqualTo(4);
    }

    @Test
    void join_what_was_found_in_parts() {
        var some = ChunkRows.of(7, new int[]{0, 3, 0, 0, 5, 0}, MOST);
        var more = ChunkRows.of(7, new int[]{1, 0, 0, 2, 0, -1}, MOST);
        assertThat(some.and(more, 3).firsts()).isEqualTo(new int[]{1, 3, 0, 2, -1, -1});
        assertThat(some.and(more, 3).firstRow()).isEqualTo(7);
    }

    @Test
    void take_two_bytes_for_each_of_rows_exported_twice() {
        var firsts = new int[1000];
        for (var i = 0; i < firsts.length; i++) {
            firsts[i] = 1_000_000 + i;
        }
        assertThat(ChunkRows.of(9_000_000, firsts, MOST).listed()).hasSizeLessThan(2_010);
        assertThat(ChunkRows.of(9_000_000, firsts, 0).listed()).isEmpty();
        assertThat(ChunkRows.of(9_000_000, firsts, 0).repeats()).hasSize(16);
    }
}
