package io.allasflow.clean.engine.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowIndexTest {
    @Test
    void gives_the_first_row_of_each_hash_within_32_bytes() {
        var index = new RowIndex(Long.MAX_VALUE);
        var rows = 300_000;
        for (var pass = 0; pass < 2; pass++) {
            var random = new SplittableRandom(1);
            for (var row = 1; row <= rows; row++) {
                assertThat(index.put(random.nextLong(), random.nextLong(), pass * rows + row)).isEqualTo(row);
            }
        }
        assertThat(index.bytes()).isLessThan((long) RowIndex.MOST_BYTES * rows);
    }

    @Test
    void takes_no_more_for_what_is_expected() {
        var index = new RowIndex(Long.MAX_VALUE);
        var rows = 100_000;
        index.expect(rows);
        var expected = index.bytes();
        var random = new SplittableRandom(1);
        for (var row = 1; row <= rows; row++) {
            index.put(random.nextLong(), random.nextLong(), row);
        }
        assertThat(index.bytes()).isBetween(expected, expected + expected / 10);
        assertThat(expected).isLessThan((long) RowIndex.MOST_BYTES * rows);

        var small = new RowIndex(1 << 20);
        small.expect(Integer.MAX_VALUE);
        assertThat(small.bytes()).isLessThan(1 << 20);
    }

    @Test
    void tells_hashes_apart_that_differ_in_any_of_128_bits() {
        var index = new RowIndex(Long.MAX_VALUE);
        assertThat(index.put(5, 9, 1)).isEqualTo(1);
        for (var bit = 0; bit < 128; bit++) {
            assertThat(bit < 64 ? index.put(5, 9 ^ 1L << bit, bit + 2) : index.put(5 ^ 1L << bit - 64, 9, bit + 2))
                    .isEqualTo(bit + 2);
        }
        assertThat(index.put(5, 9, 500)).isEqualTo(1);
    }

    @Test
    void never_takes_more_than_its_budget() {
        var index = new RowIndex(1 << 20);
        assertThatThrownBy(() -> {
            var random = new SplittableRandom(1);
            for (var row = 1; row < 100_000; row++) {
                index.put(random.nextLong(), random.nextLong(), row);
            }
        }).isInstanceOf(NoRoomException.class);
        assertThat(index.bytes()).isBetween(1L << 19, 1L << 20);
    }
}
