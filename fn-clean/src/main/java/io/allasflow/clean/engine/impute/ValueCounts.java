package io.allasflow.clean.engine.impute;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// How often each value of a column occurs, as long as they are few enough to be counted. Memory: some 100 bytes a value
/// and its text, up to the limits.
final class ValueCounts {
    /// Over all columns.
    static final int MOST = 1 << 17;

    private final boolean isNumeric;
    private final Limit limit;
    private Map<String, long[]> counts = new HashMap<>();
    private long characters;

    /// @param columns how many share the limits
    ValueCounts(boolean isNumeric, int columns) {
        this(isNumeric, Limit.share(MOST, columns));
    }

    ValueCounts(boolean isNumeric, Limit limit) {
        this.isNumeric = isNumeric;
        this.limit = limit;
    }

    void add(String cell) {
        if (counts == null) {
            return;
        }
        var value = isNumeric ? withoutZeros(cell) : cell;
        var count = counts.get(value);
        if (count != null) {
            count[0]++;
            return;
        }
        characters += value.length();
        if (limit.isPassedBy(counts.size() + 1, characters)) {
            counts = null;
        } else {
            counts.put(value, new long[]{1});
        }
    }

    /// Whether there were too many to count.
    boolean isFull() {
        return counts == null;
    }

    /// The commonest; of several the least number, or the first in Unicode's order; null if there is none.
    String mode() {
        var order = isNumeric
                ? Comparator.<String, BigDecimal>comparing(Moments::number).thenComparing(Comparator.naturalOrder())
                : Comparator.<String>naturalOrder();
        return counts.entrySet().stream()
                .min(Comparator.<Map.Entry<String, long[]>>comparingLong(entry -> -entry.getValue()[0])
                        .thenComparing(Map.Entry::getKey, order))
                .map(Map.Entry::getKey).orElse(null);
    }

    /// `1.50` is as much as `1.5`.
    private static String withoutZeros(String number) {
        if (number.indexOf('.') < 0 || number.indexOf('e') >= 0 || number.indexOf('E') >= 0) {
            return number;
        }
        var end = number.length();
        while (number.charAt(end - 1) == '0') {
            end--;
        }
        return number.substring(0, number.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
