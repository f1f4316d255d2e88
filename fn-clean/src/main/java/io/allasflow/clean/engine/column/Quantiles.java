package io.allasflow.clean.engine.column;

import java.math.BigDecimal;
import java.util.Arrays;

/// Quantiles of numbers seen one at a time, in bounded memory: exact up to a capacity, a sketch beyond.
///
/// The sketch is that of Manku, Rajagopalan and Lindsay (SIGMOD 1998), with the levels of KLL: a full level is
/// sorted, every second value of it moves up with twice the weight, and which half moves alternates. Nothing is
/// random, so the same values in the same order give the same result, which DataSketches' KLL (random halves) and
/// t-digest 9.0.0 (random pivots in a sort that is not stable, `Math.log`) do not promise. A rank is off by at most
/// `levels / levelSize` of the count, mostly by far less.
public final class Quantiles {
    /// Levels that fit into the capacity: enough for 16,000 times as many values.
    private static final int LEVELS_IN_CAPACITY = 16;
    /// For tables of thousands of columns: 3 KB for a million values, so 30 MB for 10,000 columns of numbers written in one
    /// way. Quartiles are then off by up to some 5 % of the count.
    private static final int SMALLEST_LEVEL = 32;
    private static final int FIRST_SIZE = 16;

    private final int capacity;
    private final int levelSize;
    private long count;
    private double[] values = new double[FIRST_SIZE];
    private boolean sorted;
    private double[][] levels;
    private int[] sizes;
    private boolean[] keepsOdd;

    public Quantiles(int capacity) {
        this(Math.max(SMALLEST_LEVEL, capacity), capacity);
    }

    private Quantiles(int capacity, int sketchCapacity) {
        this.levelSize = Math.max(SMALLEST_LEVEL, sketchCapacity / LEVELS_IN_CAPACITY & ~1);
        this.capacity = capacity;
    }

    /// Exact until [#sketch] is called.
    ///
    /// @param sketchCapacity of the sketch
    static Quantiles untilSketched(int sketchCapacity) {
        return new Quantiles(Integer.MAX_VALUE, sketchCapacity);
    }

    /// Makes these a sketch: the same as if they had been one from the start.
    void sketch() {
        if (levels == null) {
            startSketch();
        }
    }

    public long count() {
        return count;
    }

    public boolean isApproximate() {
        return levels != null;
    }

    public void add(double value) {
        if (levels == null && count == capacity) {
            startSketch();
        }
        if (levels != null) {
            add(value, 0);
        } else {
            if (count == values.length) {
                values = Arrays.copyOf(values, Math.min(capacity, 2 * values.length));
            }
            values[(int) count] = value;
            sorted = false;
        }
        count++;
    }

    /// Adds what the other has seen, in an order that depends on nothing but the two.
    public void addAll(Quantiles other) {
        if (other.levels == null) {
            for (var i = 0; i < other.count; i++) {
                add(other.values[i]);
            }
            return;
        }
        if (levels == null) {
            startSketch();
        }
        for (var level = 0; level < other.levels.length; level++) {
            for (var i = 0; i < other.sizes[level]; i++) {
                add(other.levels[level][i], level);
            }
        }
        count += other.count;
    }

    /// Multiplies what has been seen by 1000: all of it had at most three decimals.
    void multiplyByThousand() {
        for (var some : levels == null ? new double[][]{values} : levels) {
            for (var i = 0; i < some.length; i++) {
                some[i] = Math.rint(some[i] * 1000);
            }
        }
    }

    /// By what share of the count a rank may be off.
    double rankError() {
        return levels == null ? 0 : Math.min(1, (double) levels.length / levelSize);
    }

    /// How many of the values are different; only while they are all held.
    long distinct() {
        sort();
        var distinct = 0L;
        for (var i = 0; i < count; i++) {
            distinct += i == 0 || values[i] != values[i - 1] ? 1 : 0;
        }
        return distinct;
    }

    /// The value below which a share of the values lies. Exact quantiles interpolate linearly between the two nearest
    /// values, as NumPy and pandas do by default, in decimal arithmetic; approximate ones are one of the values.
    ///
    /// @param quarters the share in quarters, so that the arithmetic is exact: 1, 2 or 3
    /// @return without trailing zeros; null if there are no values
    public BigDecimal quartile(int quarters) {
        if (count == 0) {
            return null;
        }
        return levels == null ? exact(quarters) : approximate(quarters);
    }

    private void sort() {
        if (!sorted) {
            Arrays.sort(values, 0, (int) count);
            sorted = true;
        }
    }

    private BigDecimal exact(int quarters) {
        sort();
        var position = (count - 1) * quarters;
        var below = BigDecimal.valueOf(values[(int) (position / 4)]);
        if (position % 4 == 0) {
            return below.stripTrailingZeros();
        }
        var above = BigDecimal.valueOf(values[(int) (position / 4) + 1]);
        var share = BigDecimal.valueOf(position % 4).multiply(new BigDecimal("0.25"));
        return below.add(above.subtract(below).multiply(share)).stripTrailingZeros();
    }

    private BigDecimal approximate(int quarters) {
        var weights = 0L;
        for (var level = 0; level < levels.length; level++) {
            Arrays.sort(levels[level], 0, sizes[level]);
            weights += (long) sizes[level] << level;
        }
        var next = new int[levels.length];
        for (var passed = 0L;;) {
            var least = -1;
            for (var level = 0; level < levels.length; level++) {
                if (next[level] < sizes[level]
                        && (least < 0 || levels[level][next[level]] < levels[least][next[least]])) {
                    least = level;
                }
            }
            var value = levels[least][next[least]++];
            passed += 1L << least;
            if (passed * 4 >= weights * quarters) {
                return BigDecimal.valueOf(value).stripTrailingZeros();
            }
        }
    }

    private void startSketch() {
        var seen = values;
        var number = (int) count;
        values = null;
        levels = new double[0][];
        sizes = new int[0];
        keepsOdd = new boolean[0];
        for (var i = 0; i < number; i++) {
            add(seen[i], 0);
        }
    }

    private void add(double value, int level) {
        while (level >= levels.length) {
            levels = Arrays.copyOf(levels, levels.length + 1);
            levels[levels.length - 1] = new double[levelSize];
            sizes = Arrays.copyOf(sizes, levels.length);
            keepsOdd = Arrays.copyOf(keepsOdd, levels.length);
        }
        levels[level][sizes[level]++] = value;
        if (sizes[level] == levelSize) {
            promote(level);
        }
    }

    private void promote(int level) {
        var full = levels[level];
        Arrays.sort(full);
        sizes[level] = 0;
        var start = keepsOdd[level] ? 1 : 0;
        keepsOdd[level] = !keepsOdd[level];
        for (var i = start; i < levelSize; i += 2) {
            add(full[i], level + 1);
        }
    }
}
