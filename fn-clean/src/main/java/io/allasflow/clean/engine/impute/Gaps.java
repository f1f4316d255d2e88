package io.allasflow.clean.engine.impute;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The runs of missing cells in a column, with the values before and after each. Takes one row after another, then
/// serves many threads. Memory: some 100 bytes a run and its values, up to the limits.
public final class Gaps {
    /// Over all columns.
    static final int MOST = 1 << 18;

    /// @param time null where it is not asked for
    record Side(String value, Instant time) {}

    /// @param after null if no value follows, or if it is not asked for
    record Gap(int firstRow, Side before, Side after) {}

    private final boolean needsTime;
    private final Limit limit;
    private List<Gap> gaps = new ArrayList<>();
    private long characters;
    private String value;
    private Instant time;
    private int openRow;

    /// @param columns how many share the limits
    Gaps(boolean needsTime, int columns) {
        this(needsTime, Limit.share(MOST, columns));
    }

    Gaps(boolean needsTime, Limit limit) {
        this.needsTime = needsTime;
        this.limit = limit;
    }

    /// @param cell null or empty if it is missing
    /// @param at the row's time, null if it has none: where times are needed, such a row's value is of no use
    void add(int row, String cell, Instant at) {
        if (cell == null || cell.isEmpty()) {
            openRow = openRow == 0 ? row : openRow;
        } else if (!needsTime || at != null) {
            close(new Side(cell, at));
            value = cell;
            time = at;
        }
    }

    /// To be called after the last row.
    ///
    /// @return whether there was room for all
    boolean finish() {
        close(null);
        value = null;
        return gaps != null;
    }

    /// The gap that a missing cell of the row is in; null if no value comes before it.
    Gap at(int row) {
        var low = 0;
        var high = gaps.size() - 1;
        while (low <= high) {
            var middle = low + high >>> 1;
            if (gaps.get(middle).firstRow <= row) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? null : gaps.get(high);
    }

    private void close(Side after) {
        if (openRow != 0 && value != null && gaps != null) {
            characters += value.length() + (needsTime && after != null ? after.value.length() : 0);
            gaps.add(new Gap(openRow, new Side(value, time), needsTime ? after : null));
            if (limit.isPassedBy(gaps.size(), characters)) {
                gaps = null;
            }
        }
        openRow = 0;
    }
}
