package io.allasflow.clean.engine.duplicate;

import io.allasflow.clean.engine.RawTable;
import io.allasflow.clean.engine.Resources;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import io.allasflow.clean.engine.duplicate.DuplicateRule.Keep;
import io.allasflow.clean.engine.scan.HeaderRow;
import io.allasflow.clean.engine.scan.Pass;
import io.allasflow.clean.engine.scan.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/// Finds the duplicates of a table of any size, exactly and in bounded memory, by reading it more often:
///
/// 1. in the pass that profiles the table, if all hashes fit: 32 bytes a different row at most;
/// 2. else one pass more, for a filter of the hashes that may come again, and those are told apart in the pass that
///    profiles;
/// 3. if they do not fit either, another pass for each part of them that does.
///
/// At 77 MiB the first does for 2.5 million rows, the second for some 50 million of which few repeat, and each pass of the
/// third for 1.6 million different rows that repeat. So with little memory a table takes longer, but is never refused.
///
/// Memory: the budget and, whatever that is, a bit a row (32 MiB for the most rows there may be) and 5 MB ([Listing]).
/// Passes: with D different rows that repeat, or that the filter takes for such, at most 4 and 4 times 48 D / budget, as
/// all parts are halved if one of them turns out not to fit.
public final class DuplicateSearch {
    /// Parts of the most rows there may be, in the smallest budget of a machine.
    private static final int MOST_PARTS = 1 << 13;

    private final RawTable raw;
    private final Resources resources;
    private final Keep keep;
    private final RowKey key;
    private final long mostRows;
    private RepeatFilter filter;
    /// How many parts the hashes are told apart in; 0 without a filter.
    private int parts;
    /// Of the first pass; null before and after.
    private DuplicateIndex simple;
    private boolean isBegun;

    /// @param keep null if nothing is a duplicate
    /// @param key null if nothing is a duplicate
    /// @param mostRows that the table may have
    public DuplicateSearch(RawTable raw, Resources resources, Keep keep, RowKey key, long mostRows) {
        this.keep = keep;
        this.key = key;
        this.raw = raw;
        this.resources = resources;
        this.mostRows = mostRows;
    }

    /// @param rows how many are expected
    /// @throws NoRoomException if they are, should they differ, by far too many for the pass that has begun
    public void expect(long rows) {
        if (simple != null) {
            if (rows > resources.duplicateBytes() / RowIndex.MOST_BYTES * 5 / 4) {
                throw new NoRoomException();
            }
            simple.expect(rows);
        }
    }

    /// For the pass that profiles: at first for a small table, and each time that one ended with a [NoRoomException]
    /// for a larger one.
    public Duplicates next() throws IOException, UncleanableTableException {
        return switch (keep) {
            case null -> new DuplicateIndex(Long.MAX_VALUE, (_, _) -> false);
            case FIRST -> nextFirst();
            case LAST, MOST_COMPLETE -> new Known(staying().iterator());
        };
    }

    /// Found in passes of its own, since it is not known before the last row.
    private List<ChunkRows> staying() throws IOException, UncleanableTableException {
        while (true) {
            try {
                var duplicates = nextFirst();
                var found = new ArrayList<ChunkRows>();
                scan(hashes -> found.add(duplicates.next(hashes)));
                var staying = new StayingRows(keep, key, found);
                scanRows((rows, chunk) -> staying.add(rows, found.get(chunk)));
                return staying.apply(found);
            } catch (NoRoomException e) {
                // The next search goes about it in another way.
            }
        }
    }

    private Duplicates nextFirst() throws IOException, UncleanableTableException {
        if (!isBegun) {
            isBegun = true;
            simple = new DuplicateIndex(resources.duplicateBytes(), (_, _) -> true);
            return simple;
        }
        simple = null;
        if (filter == null) {
            filter = new RepeatFilter(resources.duplicateBytes());
            scan(hashes -> hashes.forEach(filter::add));
            filter.end();
            parts = Math.clamp(Math.ceilDiv(filter.repeated() * RowIndex.MOST_BYTES, room()), 1, MOST_PARTS);
        } else {
            parts *= 2;
        }
        return parts == 1 ? new DuplicateIndex(room(), filter::mayRepeat) : new Known(find().iterator());
    }

    /// Told apart part by part.
    private List<ChunkRows> find() throws IOException, UncleanableTableException {
        var found = new ArrayList<ChunkRows>();
        for (var part = 0; part < parts; part++) {
            try {
                find(part, found);
            } catch (NoRoomException e) {
                if (parts >= MOST_PARTS) {
                    throw new IllegalStateException("there is too little memory to find duplicates", e);
                }
                parts *= 2;
                part = -1;
                found.clear();
            }
        }
        return found;
    }

    /// @param found in the parts before; takes this one's too
    private void find(int part, List<ChunkRows> found) throws IOException, UncleanableTableException {
        var index = new DuplicateIndex(room(),
                (high, low) -> (high >>> 8 & 0xffff) % parts == part && filter.mayRepeat(high, low));
        var listing = new Listing();
        var isFirst = found.isEmpty();
        var chunks = new int[1];
        scan(hashes -> {
            var more = index.next(hashes);
            if (isFirst) {
                found.add(more);
            } else {
                found.set(chunks[0], listing.next(most -> found.get(chunks[0]).and(more, most)));
            }
            chunks[0]++;
        });
    }

    private void scan(Consumer<RowHashes> inOrder) throws IOException, UncleanableTableException {
        try (var pass = Pass.over(raw, resources)) {
            var header = new HeaderRow(List.of(pass.header()));
            var turns = pass.turns();
            var count = new long[1];
            pass.run(() -> {
                var rows = new Rows();
                var hashes = new RowHashes(key);
                return chunk -> {
                    rows.read(chunk);
                    hashes.of(rows, header);
                    turns.take(chunk, () -> {
                        count[0] += hashes.count();
                        require(count[0], mostRows);
                        inOrder.accept(hashes);
                    });
                };
            });
        }
    }

    @FunctionalInterface
    private interface RowsConsumer {
        void accept(Rows rows, int chunk);
    }

    private void scanRows(RowsConsumer inOrder) throws IOException, UncleanableTableException {
        try (var pass = Pass.over(raw, resources)) {
            var turns = pass.turns();
            pass.run(() -> {
                var rows = new Rows();
                return chunk -> {
                    rows.read(chunk);
                    turns.take(chunk, () -> inOrder.accept(rows, chunk.number()));
                };
            });
        }
    }

    /// In which cells rows are compared; null if they are not.
    public RowKey key() {
        return key;
    }

    private long room() {
        return resources.duplicateBytes() - filter.bytesKept();
    }

    /// To be called before rows are numbered, so that their numbers fit.
    public static void require(long rows, long mostRows) throws UncleanableTableException {
        if (rows > mostRows) {
            throw new UncleanableTableException(Reason.TOO_MANY_ROWS, "The table has more than " + mostRows
                    + " rows, the most that are cleaned. Split it or raise limits.rows.");
        }
    }

    private record Known(Iterator<ChunkRows> chunks) implements Duplicates {
        @Override
        public ChunkRows next(RowHashes hashes) {
            return chunks.next();
        }
    }
}
