package io.allasflow.clean.engine.duplicate;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;

/// What one pass over the table remembers of a chunk for the next.
///
/// @param firstRow number of its first record, from 1
/// @param count its records
/// @param repeats a bit for each of its records that repeats an earlier one
/// @param listed which row each of the first ones repeats: 2 to 10 bytes for each, 2 where they repeat the same row, or
///        rows that follow each other
public record ChunkRows(int firstRow, int count, long[] repeats, byte[] listed) {
    /// In place of the row's number: it is not listed.
    public static final int AN_EARLIER_ROW = -1;

    /// @param firsts for each record, the row that it repeats or [#AN_EARLIER_ROW]; 0 for none
    /// @param mostListed how many of those rows are remembered
    static ChunkRows of(int firstRow, int[] firsts, int mostListed) {
        var bits = new BitSet();
        var coded = new ByteArrayOutputStream();
        var place = 0;
        var first = 0;
        var listed = 0;
        for (var i = 0; i < firsts.length; i++) {
            if (firsts[i] == 0) {
                continue;
            }
            bits.set(i);
            if (firsts[i] != AN_EARLIER_ROW && listed < mostListed) {
                listed++;
                put(coded, i - place);
                var step = firsts[i] - first;
                put(coded, step << 1 ^ step >> 31);
                place = i;
                first = firsts[i];
            }
        }
        return new ChunkRows(firstRow, firsts.length, bits.toLongArray(), coded.toByteArray());
    }

    /// For each record, the row that it repeats or [#AN_EARLIER_ROW]; 0 for none.
    public int[] firsts() {
        var firsts = new int[count];
        BitSet.valueOf(repeats).stream().forEach(i -> firsts[i] = AN_EARLIER_ROW);
        var at = new int[1];
        var place = 0;
        var first = 0;
        while (at[0] < listed.length) {
            place += take(at);
            var step = take(at);
            first += step >>> 1 ^ -(step & 1);
            firsts[place] = first;
        }
        return firsts;
    }

    /// These and the other repeats of the same chunk, which are of other records.
    ChunkRows and(ChunkRows other, int mostListed) {
        var both = firsts();
        var more = other.firsts();
        for (var i = 0; i < both.length; i++) {
            both[i] |= more[i];
        }
        return of(firstRow, both, mostListed);
    }

    /// How many of its records repeat an earlier one.
    int duplicates() {
        return BitSet.valueOf(repeats).cardinality();
    }

    /// Seven bits a byte, the lowest first; the eighth says that more follow.
    private static void put(ByteArrayOutputStream coded, int number) {
        var rest = number;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            coded.write(rest | 0x80);
        }
        coded.write(rest);
    }

    private int take(int[] at) {
        var number = 0;
        for (var shift = 0;; shift += 7) {
            var bits = listed[at[0]++];
            number |= (bits & 0x7f) << shift;
            if (bits >= 0) {
                return number;
            }
        }
    }
}
