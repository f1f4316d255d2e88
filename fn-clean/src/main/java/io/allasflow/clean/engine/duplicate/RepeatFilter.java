package io.allasflow.clean.engine.duplicate;

/// Tells most hashes that come once from those that come again: two Bloom filters, the first of all hashes, the second
/// of those that may have come twice. Each hash has its bits in one 64-bit word, so that it costs one memory access.
///
/// Memory: its budget, whatever the table, and a third of it once all hashes are added. At 100 MiB and 75 million rows
/// those are 11 bits a row, and one in forty of the hashes that come once passes.
final class RepeatFilter {
    private static final int BITS_A_HASH = 4;
    private static final int MOST_WORDS = 1 << 30;

    /// Twice as large: only what passes it gets into the second.
    private long[] once;
    private final long[] again;
    private long repeated;

    /// @param budget bytes
    RepeatFilter(long budget) {
        var third = Math.clamp(budget / 3 / Long.BYTES, 1, MOST_WORDS / 2);
        once = new long[2 * third];
        again = new long[third];
    }

    void add(long high, long low) {
        var bits = bits(low);
        if (addTo(once, high, bits) && !addTo(again, high, bits)) {
            repeated++;
        }
    }

    /// Frees what is only needed while hashes are added.
    void end() {
        once = null;
    }

    /// False only of a hash that came once.
    boolean mayRepeat(long high, long low) {
        var bits = bits(low);
        return (again[word(again, high)] & bits) == bits;
    }

    /// About how many different hashes may repeat.
    long repeated() {
        return repeated;
    }

    /// What it takes after [#end].
    long bytesKept() {
        return (long) Long.BYTES * again.length;
    }

    /// @return whether it seems to be there already
    private static boolean addTo(long[] words, long high, long bits) {
        var word = word(words, high);
        var before = words[word];
        words[word] = before | bits;
        return (before & bits) == bits;
    }

    private static int word(long[] words, long high) {
        return (int) Math.unsignedMultiplyHigh(high, words.length);
    }

    private static long bits(long low) {
        var bits = 0L;
        for (var i = 0; i < BITS_A_HASH; i++) {
            bits |= 1L << (low >>> Long.SIZE / BITS_A_HASH * i);
        }
        return bits;
    }
}
