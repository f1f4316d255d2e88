package io.allasflow.summarize.engine;

/// How much of each column is kept in memory, so that a table of any length and width is summarised in some 120 MB at most, which
/// leaves the service the rest of a heap of 256 MiB, and an ordinary one in far less. Constant, as the outputs depend on it. Divided evenly and not on a first-come basis: what one column holds cannot make
/// another's statistics approximate.
///
/// @param values numbers kept for exact quantiles (8 bytes each); beyond it a [QuantileDigest]
/// @param distinct different values counted exactly (up to 420 bytes each); beyond it sketches
/// @param compression of the [QuantileDigest]: about 10 × this many centroids of 16 bytes
/// @param logRegisters of the distinct-count sketch, which has 2^this bytes and an error of 1.04 / sqrt(2^this)
record Budget(int values, int distinct, int compression, int logRegisters) {
    private static final int ALL_VALUES = 2_000_000;
    private static final int ALL_DISTINCT = 200_000;
    private static final int ALL_CENTROIDS = 200_000;
    private static final int WIDE = 1_000;

    static Budget forColumns(int columns) {
        var each = Math.max(columns, 1);
        return new Budget(Math.max(ALL_VALUES / each, 256), Math.max(ALL_DISTINCT / each, 16),
                Math.clamp(ALL_CENTROIDS / each, 25, 400), columns > WIDE ? 10 : 12);
    }
}
