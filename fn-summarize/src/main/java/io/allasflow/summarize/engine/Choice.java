package io.allasflow.summarize.engine;

/// A random choice of rows that is the same in every run of a dataset.
record Choice(long seed) {
    /// By which the rows are in random order.
    String key() {
        return "hash(xor(\"row\", CAST('" + seed + "' AS BIGINT)))";
    }

    /// A condition that holds for about so many rows, and for all where there are no more.
    String of(long wanted, long rows) {
        if (rows <= wanted) {
            return "true";
        }
        return key() + " % 1000000 < " + wanted * 1_000_000 / rows;
    }
}
