package io.allasflow.clean.engine.duplicate;

/// Finds duplicates as the records come, remembering the hash of each, or of those that pass a filter.
final class DuplicateIndex implements Duplicates {
    private final RowIndex index;
    private final Filter filter;
    private final Listing listing = new Listing();
    private int rows;

    /// Which hashes are looked at; the others come once, or are another pass's.
    @FunctionalInterface
    interface Filter {
        boolean passes(long high, long low);
    }

    /// @param budget bytes for the hashes
    DuplicateIndex(long budget, Filter filter) {
        this.index = new RowIndex(budget);
        this.filter = filter;
    }

    void expect(long differentRows) {
        index.expect(differentRows);
    }

    @Override
    public ChunkRows next(RowHashes hashes) {
        var firstRow = rows + 1;
        var firsts = new int[hashes.count()];
        for (var i = 0; i < firsts.length; i++) {
            rows++;
            if (hashes.isUsable(i) && filter.passes(hashes.high(i), hashes.low(i))) {
                var first = index.put(hashes.high(i), hashes.low(i), rows);
                firsts[i] = first == rows ? 0 : first;
            }
        }
        return listing.next(most -> ChunkRows.of(firstRow, firsts, most));
    }
}
