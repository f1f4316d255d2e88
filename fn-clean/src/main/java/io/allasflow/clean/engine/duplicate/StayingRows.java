package io.allasflow.clean.engine.duplicate;

import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import io.allasflow.clean.engine.duplicate.DuplicateRule.Keep;
import io.allasflow.clean.engine.scan.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which of the rows that are duplicates of each other stays, where that is not the first. Memory: 12 bytes for each row
/// that has duplicates, besides what says which they are.
final class StayingRows {
    private final Keep keep;
    private final RowKey key;
    /// The first row of each set of duplicates, ascending.
    private final int[] firsts;
    private final int[] staying;
    /// Cells of the row staying that are there; only for [Keep#MOST_COMPLETE].
    private final int[] present;

    /// @param chunks which rows repeat which first one
    /// @throws UncleanableTableException if they are more than are listed
    StayingRows(Keep keep, RowKey key, List<ChunkRows> chunks) throws UncleanableTableException {
        this.keep = keep;
        this.key = key;
        if (chunks.stream().flatMapToInt(chunk -> Arrays.stream(chunk.firsts()))
                .anyMatch(first -> first == ChunkRows.AN_EARLIER_ROW)) {
            throw new UncleanableTableException(Reason.TOO_MANY_ROWS, "More of the table's rows repeat others than can "
                    + "be compared (" + Listing.MOST + "). Split it, or keep the first.");
        }
        firsts = chunks.stream().flatMapToInt(chunk -> Arrays.stream(chunk.firsts())).filter(first -> first != 0)
                .sorted().distinct().toArray();
        staying = new int[firsts.length];
        present = new int[keep == Keep.MOST_COMPLETE ? firsts.length : 0];
        Arrays.fill(present, -1);
    }

    /// Takes the next chunk of the table.
    void add(Rows rows, ChunkRows chunk) {
        var known = chunk.firsts();
        for (var i = 0; i < known.length; i++) {
            var row = chunk.firstRow() + i;
            var set = Arrays.binarySearch(firsts, known[i] == 0 ? row : known[i]);
            if (set >= 0) {
                var cells = keep == Keep.MOST_COMPLETE ? key.present(rows, i) : 0;
                if (keep == Keep.LAST || cells > present[set]) {
                    staying[set] = row;
                    if (keep == Keep.MOST_COMPLETE) {
                        present[set] = cells;
                    }
                }
            }
        }
    }

    /// The same duplicates, but that each names the row that stays, which names none.
    List<ChunkRows> apply(List<ChunkRows> chunks) {
        var applied = new ArrayList<ChunkRows>(chunks.size());
        for (var chunk : chunks) {
            var known = chunk.firsts();
            for (var i = 0; i < known.length; i++) {
                var row = chunk.firstRow() + i;
                var set = Arrays.binarySearch(firsts, known[i] == 0 ? row : known[i]);
                known[i] = set < 0 || staying[set] == row ? 0 : staying[set];
            }
            applied.add(ChunkRows.of(chunk.firstRow(), known, known.length));
        }
        return applied;
    }
}
