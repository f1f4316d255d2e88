package io.allasflow.clean.engine.row;

import io.allasflow.clean.engine.column.ColumnPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// The different values of each column, as long as they are few and short, and whether a number is negative. Memory: at
/// most [#MOST_TOGETHER] values of [#LONGEST] characters.
public final class ValueNotes {
    /// Exact up to it; beyond, a column's values are let go.
    static final int MOST = 1000;
    private static final int MOST_TOGETHER = 100_000;
    private static final int LONGEST = 100;

    /// What all stretches of rows share: columns that one of them found to have many values have many, so no other needs
    /// to collect them. It saves time and changes no result.
    static final class Shared {
        private final boolean[] numeric;
        private final int most;
        private final AtomicIntegerArray many;

        Shared(List<ColumnPlan> columns) {
            numeric = new boolean[columns.size()];
            many = new AtomicIntegerArray(columns.size());
            for (var i = 0; i < numeric.length; i++) {
                numeric[i] = columns.get(i).type().isNumeric();
                many.set(i, columns.get(i).dropped() ? 1 : 0);
            }
            most = Math.min(MOST, Math.max(1, MOST_TOGETHER / columns.size()));
        }
    }

    private final Shared shared;
    /// By column; null for one that has many.
    private final List<Set<String>> values = new ArrayList<>();
    private final boolean[] negative;

    ValueNotes(Shared shared) {
        this.shared = shared;
        for (var i = 0; i < shared.numeric.length; i++) {
            values.add(shared.many.getPlain(i) == 0 ? new HashSet<>() : null);
        }
        negative = new boolean[values.size()];
    }

    void add(String[] valid) {
        for (var i = 0; i < valid.length; i++) {
            var cell = valid[i];
            if (cell != null && !cell.isEmpty()) {
                if (shared.numeric[i] && cell.charAt(0) == '-') {
                    negative[i] = true;
                }
                var known = values.get(i);
                if (known != null) {
                    add(i, known, cell);
                }
            }
        }
    }

    void append(ValueNotes next) {
        for (var i = 0; i < negative.length; i++) {
            negative[i] |= next.negative[i];
            var more = next.values.get(i);
            if (more == null) {
                values.set(i, null);
            } else if (values.get(i) != null) {
                for (var cell : more) {
                    if (!add(i, values.get(i), cell)) {
                        break;
                    }
                }
            }
        }
    }

    /// How many different values the column has, the missing aside; -1 if they are many.
    public int distinct(int column) {
        return values.get(column) == null ? -1 : values.get(column).size();
    }

    /// The values themselves, sorted; only of a column that has few.
    public List<String> sorted(int column) {
        return List.copyOf(new TreeSet<>(values.get(column)));
    }

    public boolean hasNegative(int column) {
        return negative[column];
    }

    private boolean add(int column, Set<String> known, String cell) {
        if (cell.length() <= LONGEST && (!known.add(cell) || known.size() <= shared.most)) {
            return true;
        }
        values.set(column, null);
        shared.many.setPlain(column, 1);
        return false;
    }
}
