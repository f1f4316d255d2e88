package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.Marking;
import java.util.Set;

/// How many non-missing cells of a column are in each format, over the whole column: the evidence for its type.
public final class FormatCounts {
    private static final int FORMATS = CellFormat.values().length;
    private static final int MARKINGS = Marking.values().length;

    /// By marking and format; the rows of markings that do not occur are null.
    private final long[][] all = new long[MARKINGS][];
    private final long[][] clean = new long[MARKINGS][];

    /// @param isClean whether the raw cell had no stray white space or control characters
    public void add(CellFormat format, Marking marking, boolean isClean) {
        var row = row(marking);
        all[row][format.ordinal()]++;
        if (isClean) {
            clean[row][format.ordinal()]++;
        }
    }

    /// Adds many, without marks.
    ///
    /// @param cleanCells those of them without stray white space or control characters
    void add(CellFormat format, long cells, long cleanCells) {
        var row = row(Marking.PLAIN);
        all[row][format.ordinal()] += cells;
        clean[row][format.ordinal()] += cleanCells;
    }

    private int row(Marking marking) {
        var row = marking.ordinal();
        if (all[row] == null) {
            all[row] = new long[FORMATS];
            clean[row] = new long[FORMATS];
        }
        return row;
    }

    void addAll(FormatCounts other) {
        for (var row = 0; row < MARKINGS; row++) {
            all[row] = sum(all[row], other.all[row]);
            clean[row] = sum(clean[row], other.clean[row]);
        }
    }

    /// Cells of the format, without marks.
    public long of(CellFormat format) {
        return count(all, Marking.PLAIN, format);
    }

    /// Cells of one of the formats, without marks.
    public long of(Set<CellFormat> formats) {
        return of(formats, Set.of(Marking.PLAIN));
    }

    public long of(Set<CellFormat> formats, Set<Marking> markings) {
        return sum(all, formats, markings);
    }

    public long of(Marking marking) {
        return total(all[marking.ordinal()]);
    }

    public long total() {
        var total = 0L;
        for (var row : all) {
            total += total(row);
        }
        return total;
    }

    /// Cells without stray white space, in one of the formats.
    long cleanOf(Set<CellFormat> formats, Set<Marking> markings) {
        return sum(clean, formats, markings);
    }

    private static long total(long[] row) {
        var total = 0L;
        for (var i = 0; row != null && i < row.length; i++) {
            total += row[i];
        }
        return total;
    }

    private static long sum(long[][] counts, Set<CellFormat> formats, Set<Marking> markings) {
        var sum = 0L;
        for (var marking : markings) {
            for (var format : formats) {
                sum += count(counts, marking, format);
            }
        }
        return sum;
    }

    private static long count(long[][] counts, Marking marking, CellFormat format) {
        var row = counts[marking.ordinal()];
        return row == null ? 0 : row[format.ordinal()];
    }

    private static long[] sum(long[] some, long[] others) {
        if (some == null || others == null) {
            return some == null && others != null ? others.clone() : some;
        }
        for (var i = 0; i < some.length; i++) {
            some[i] += others[i];
        }
        return some;
    }
}
