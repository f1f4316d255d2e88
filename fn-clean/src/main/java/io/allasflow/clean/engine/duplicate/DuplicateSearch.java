package io.allasflow.clean.engine.duplicate;

import io.allasflow.clean.engine.RawTable;
import io.allasflow.clean.engine.Resources;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import io.allasflow.clean.engine.duplicate.DuplicateRule.Keep;
import io.allasflow.clean.engine.scan.Pass;
import io.allasflow.clean.engine.scan.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/// Finds the duplicates of a table of any size, exactly and in bounded memory, by reading it more often:
///
/// 1. in the pass that profiles the table, if all hashes fit: 25 bytes a different row at most;
/// 2. else one pass more, for a filter of the hashes that may come again, and those are told apart in the pass that
///    profiles;
/// 3. if they do not fit either, another pass for each part of them that does.
///
/// At 77 MiB the first does for 3 million rows, the second for some 50 million of which few repeat. Only if the
/// duplicates themselves are too many to be listed, some ten millions, is the table refused.
public final class DuplicateSearch {
    private static final int MOST_PARTS = 1 << 12;

    private final RawTable raw;
    private final Resources resources;
    private final Keep keep;
    private final RowKey key;
    private RepeatFilter filter;
    /// How many parts the hashes are told apart in; 0 without a filter.
    private int parts;
    /// Of the first pass; null before and after.
    private DuplicateIndex simple;
    private boolean isBegun;

    /// @param keep null if nothing is a duplicate
    /// @param key null if nothing is a duplicate
    public DuplicateSearch(RawTable raw, Resources resources, Keep keep, RowKey key) {
        this.keep = keep;
        this.key = key;
        this.raw = raw;
        this.resources = resources;
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
                var staying = new StayingRows(keep, key, found, resources.duplicateBytes());
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
        var found = List.<ChunkRows>of();
        for (var part = 0; part < parts; part++) {
            try {
                found = find(part, found);
            } catch (NoRoomException e) {
                if (parts >= MOST_PARTS || bytes(found) > room() / 2) {
                    throw new UncleanableTableException(Reason.TOO_MANY_ROWS, "More of the table's rows repeat others "
                            + "than can be listed in the memory there is. Split it or give fn-clean more memory.");
                }
                parts *= 2;
                part = -1;
                found = List.of();
            }
        }
        return found;
    }

    private List<ChunkRows> find(int part, List<ChunkRows> found) throws IOException, UncleanableTableException {
        var index = new DuplicateIndex(room() - bytes(found),
                (high, low) -> (high >>> 8 & 0xffff) % parts == part && filter.mayRepeat(high, low));
        var more = new ArrayList<ChunkRows>();
        scan(hashes -> {
            var chunk = index.next(hashes);
            more.add(found.isEmpty() ? chunk : chunk.and(found.get(more.size())));
        });
        return more;
    }

    private void scan(Consumer<RowHashes> inOrder) throws IOException, UncleanableTableException {
        try (var pass = Pass.over(raw, resources)) {
            var width = pass.header().length;
            var turns = pass.turns();
            pass.run(() -> {
                var rows = new Rows();
                var hashes = new RowHashes(key);
                return chunk -> {
                    rows.read(chunk);
                    hashes.of(rows, width);
                    turns.take(chunk, () -> inOrder.accept(hashes));
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

    private static long bytes(List<ChunkRows> chunks) {
        return chunks.stream().mapToLong(ChunkRows::bytes).sum();
    }

    private record Known(Iterator<ChunkRows> chunks) implements Duplicates {
        @Override
        public ChunkRows next(RowHashes hashes) {
            return chunks.next();
        }
    }
}
