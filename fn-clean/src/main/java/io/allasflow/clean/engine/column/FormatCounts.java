package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.cell.CellFormat;
import java.util.Set;

/// How many non-missing cells of a column are in each format, over the whole column: the evidence for its type.
public final class FormatCounts {
    private static final CellFormat[] FORMATS = CellFormat.values();

    private final long[] all = new long[FORMATS.length];
    private final long[] clean = new long[FORMATS.length];

    /// @param isClean whether the raw cell had no stray white space or control characters
    public void add(CellFormat format, boolean isClean) {
        all[format.ordinal()]++;
        if (isClean) {
            clean[format.ordinal()]++;
        }
    }

    void addAll(FormatCounts other) {
        for (var i = 0; i < all.length; i++) {
            all[i] += other.all[i];
            clean[i] += other.clean[i];
        }
    }

    public long of(CellFormat format) {
        return all[format.ordinal()];
    }

    public long of(Set<CellFormat> formats) {
        return formats.stream().mapToLong(this::of).sum();
    }

    public long total() {
        var total = 0L;
        for (var count : all) {
            total += count;
        }
        return total;
    }

    /// Cells without stray white space, in one of the formats.
    long cleanOf(Set<CellFormat> formats) {
        return formats.stream().mapToLong(format -> clean[format.ordinal()]).sum();
    }
}
