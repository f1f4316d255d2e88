package io.allasflow.clean.engine.duplicate;

import java.util.function.IntFunction;

/// Of the first so many duplicates of a table, in its order, the report of rejected rows tells which row they repeat; of
/// the others, only that they repeat one. The number is fixed, since what is written must not depend on the machine.
final class Listing {
    /// Takes 1 to 5 MB.
    static final int MOST = 500_000;

    private long duplicates;

    /// @param chunk the next one's rows, given how many of its duplicates are still listed
    ChunkRows next(IntFunction<ChunkRows> chunk) {
        var rows = chunk.apply((int) Math.max(0, MOST - duplicates));
        duplicates += rows.duplicates();
        return rows;
    }
}
