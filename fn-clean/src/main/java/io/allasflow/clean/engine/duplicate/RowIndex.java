package io.allasflow.clean.engine.duplicate;

/// The first row with each hash, of which it compares all 128 bits.
///
/// Memory: 20 bytes a hash, in open-addressed segments, each between 64 % and 80 % full, so that only one of them is held
/// twice while it grows.
final class RowIndex {
    /// What a hash takes at most, but in a segment just begun.
    static final int MOST_BYTES = 32;
    private static final int SEGMENT_BITS = 8;
    private static final int SMALLEST_SEGMENT = 4;
    /// The low 64 bits of the hash, the high ones, the row, which is 0 in a free slot.
    private static final int INTS = 5;
    private static final int ROW = 4;

    private final int[][] segments = new int[1 << SEGMENT_BITS][INTS * SMALLEST_SEGMENT];
    private final int[] used = new int[1 << SEGMENT_BITS];
    private final long budget;
    private long bytes = 4L * INTS * SMALLEST_SEGMENT << SEGMENT_BITS;

    /// @param budget bytes that it may take
    RowIndex(long budget) {
        this.budget = budget;
    }

    /// Makes room for so many hashes at once if there is: what grows step by step leaves five times its size behind as
    /// garbage.
    void expect(long hashes) {
        var slots = hashes * 5 / 4 / segments.length * 21 / 20 + SMALLEST_SEGMENT;
        var expected = 4 * INTS * slots * segments.length;
        if (expected > bytes && expected <= budget) {
            for (var i = 0; i < segments.length; i++) {
                resize(i, (int) slots);
            }
        }
    }

    /// Takes a row if none with its hash came before.
    ///
    /// @param row above 0
    /// @return the first row with the hash
    /// @throws NoRoomException if there is no room for this one
    int put(long high, long low, int row) {
        var segment = (int) (high >>> 64 - SEGMENT_BITS);
        var slot = slotOf(segments[segment], high, low);
        var first = segments[segment][slot + ROW];
        if (first != 0) {
            return first;
        }
        if ((used[segment] + 1L) * 5 * INTS > segments[segment].length * 4L) {
            var slots = segments[segment].length / INTS;
            resize(segment, slots + Math.max(2, slots / 4));
            slot = slotOf(segments[segment], high, low);
        }
        set(segments[segment], slot, high, low, row);
        used[segment]++;
        return row;
    }

    private void claim(long more) {
        if (bytes + more > budget) {
            throw new NoRoomException();
        }
        bytes += more;
    }

    long bytes() {
        return bytes;
    }

    private void resize(int segment, int slots) {
        var full = segments[segment];
        claim(4L * (INTS * slots - full.length));
        var entries = new int[INTS * slots];
        for (var slot = 0; slot < full.length; slot += INTS) {
            if (full[slot + ROW] != 0) {
                var low = join(full[slot], full[slot + 1]);
                var high = join(full[slot + 2], full[slot + 3]);
                set(entries, slotOf(entries, high, low), high, low, full[slot + ROW]);
            }
        }
        segments[segment] = entries;
    }

    private static long join(int upper, int lower) {
        return (long) upper << 32 | lower & 0xffffffffL;
    }

    private static void set(int[] entries, int slot, long high, long low, int row) {
        entries[slot] = (int) (low >>> 32);
        entries[slot + 1] = (int) low;
        entries[slot + 2] = (int) (high >>> 32);
        entries[slot + 3] = (int) high;
        entries[slot + ROW] = row;
    }

    /// Where the hash is, or the free slot where it belongs.
    private static int slotOf(int[] entries, long high, long low) {
        var slot = INTS * (int) ((low >>> 32) * (entries.length / INTS) >>> 32);
        while (entries[slot + ROW] != 0 && (join(entries[slot], entries[slot + 1]) != low
                || join(entries[slot + 2], entries[slot + 3]) != high)) {
            slot += INTS;
            if (slot == entries.length) {
                slot = 0;
            }
        }
        return slot;
    }
}
