package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import io.allasflow.clean.engine.cell.WhiteSpace;
import java.util.Arrays;
import org.apache.datasketches.hash.MurmurHash3;

/// Finds rows that repeat an earlier one, by a 128-bit hash of the trimmed cells. Two different rows among a billion
/// share a hash by chance once in 10^20 such tables; a row held to be a duplicate is kept whole in the rejected rows
/// in any case.
///
/// Memory: 16 bytes a record for the hashes, in chunks that are never copied, and 5 to 11 bytes (16 while growing)
/// for the table of slots. It refuses to grow beyond its budget.
public final class DuplicateIndex {
    private static final int CHUNK_BITS = 12;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int SEED = 0;
    /// The largest table of slots has 2^30.
    private static final int MOST_ROWS = 3 << 28;
    /// Two fifths of the heap: some 4,000,000 rows at 256 MiB, and room for the quantiles and the service.
    private static final double SHARE_OF_HEAP = 0.4;

    /// Two longs for each record, by its number.
    private long[][] hashes = new long[16][];
    private int rows;
    /// Record numbers, 0 for a free slot, by the hash's low bits and then the next free slot. A power of two, at most
    /// 3/4 full.
    private int[] slots = new int[1 << 10];
    private int used;
    private char[] text = new char[1 << 10];
    private final long budget;
    private long bytes = 4L * slots.length;

    /// @param budget bytes that the index may take, also while it grows
    DuplicateIndex(long budget) {
        this.budget = budget;
    }

    /// An index as large as this machine's heap allows. Only whether a table is too large depends on it.
    static DuplicateIndex ofHeap() {
        return new DuplicateIndex((long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()));
    }

    /// Takes the next record, which is not looked at: it is empty or rejected.
    ///
    /// @throws UncleanableTableException if there is no room for it
    void skip() throws UncleanableTableException {
        append(0, 0);
    }

    /// Takes the next record.
    ///
    /// @return whether it repeats an earlier one
    /// @throws UncleanableTableException if there is no room for it
    boolean add(String[] cells) throws UncleanableTableException {
        var length = join(cells);
        var hash = MurmurHash3.hash(text, 0, length, SEED);
        if ((used + 1L) * 4 > slots.length * 3L) {
            grow();
        }
        append(hash[0], hash[1]);
        var slot = slotOf(hash[0], hash[1]);
        if (slots[slot] != 0) {
            return true;
        }
        slots[slot] = rows;
        used++;
        return false;
    }

    /// The first record that equals this one: itself if it repeats none.
    ///
    /// @param row 1-based number of a record that was added, not skipped
    int firstOf(int row) {
        return slots[slotOf(hash(row, 0), hash(row, 1))];
    }

    int rows() {
        return rows;
    }

    /// The bytes held by the index itself.
    public long bytes() {
        return bytes;
    }

    /// Called before anything is allocated.
    private void claim(long more) throws UncleanableTableException {
        if (bytes + more > budget || rows == MOST_ROWS) {
            throw new UncleanableTableException(Reason.TOO_MANY_ROWS,
                    "The table has more than " + rows + " rows, the most whose duplicates can be found in the memory "
                            + "there is (" + (budget >> 20) + " MiB of the heap). Split it or give fn-clean more "
                            + "memory.");
        }
        bytes += more;
    }

    private void append(long high, long low) throws UncleanableTableException {
        var chunk = rows >> CHUNK_BITS;
        if (chunk == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        }
        if (hashes[chunk] == null) {
            claim(16L * CHUNK);
            hashes[chunk] = new long[2 * CHUNK];
        }
        var at = 2 * (rows & CHUNK - 1);
        hashes[chunk][at] = high;
        hashes[chunk][at + 1] = low;
        rows++;
    }

    private long hash(int row, int half) {
        return hashes[row - 1 >> CHUNK_BITS][2 * (row - 1 & CHUNK - 1) + half];
    }

    private int slotOf(long high, long low) {
        var slot = (int) high & slots.length - 1;
        while (slots[slot] != 0 && (hash(slots[slot], 0) != high || hash(slots[slot], 1) != low)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() throws UncleanableTableException {
        var full = slots;
        claim(8L * full.length);
        slots = new int[2 * full.length];
        for (var row : full) {
            if (row != 0) {
                slots[slotOf(hash(row, 0), hash(row, 1))] = row;
            }
        }
        bytes -= 4L * full.length;
    }

    /// The trimmed cells, each after its length, so that no two rows give the same text.
    private int join(String[] cells) {
        var length = 0;
        for (var cell : cells) {
            var start = WhiteSpace.start(cell);
            var end = WhiteSpace.end(cell, start);
            var next = length + 2 + end - start;
            if (next > text.length) {
                text = Arrays.copyOf(text, Math.max(next, 2 * text.length));
            }
            text[length] = (char) (end - start >>> 16);
            text[length + 1] = (char) (end - start);
            cell.getChars(start, end, text, length + 2);
            length = next;
        }
        return length;
    }
}
