package io.allasflow.summarize.engine;

import java.util.Arrays;

/// Ranks and quantiles of numbers: exact while at most `limit` of them were added, then by a [QuantileDigest].
final class Distribution {
    private final int limit;
    private final int compression;
    private double[] exact = new double[16];
    private int size;
    private boolean inOrder;
    private QuantileDigest digest;
    private boolean overflow;

    Distribution(int limit, int compression) {
        this.limit = limit;
        this.compression = compression;
    }

    /// After a number beyond a double's range nothing can be said of the rest.
    void add(double number) {
        overflow |= !Double.isFinite(number);
        if (overflow) {
            return;
        }
        if (digest == null && size == limit) {
            digest = new QuantileDigest(compression);
            for (var i = 0; i < size; i++) {
                digest.add(exact[i]);
            }
            exact = null;
        }
        if (digest != null) {
            digest.add(number);
            return;
        }
        if (size == exact.length) {
            exact = Arrays.copyOf(exact, Math.min(2 * size, limit));
        }
        exact[size++] = number;
        inOrder = false;
    }

    boolean approximate() {
        return digest != null;
    }

    /// Linear interpolation between the two nearest ranks (type 7 of Hyndman and Fan 1996). Null without values.
    Double quantile(double share) {
        if (overflow || size == 0) {
            return null;
        }
        if (digest != null) {
            return digest.quantile(share);
        }
        var sorted = sorted();
        var rank = share * (size - 1);
        var below = (int) rank;
        return between(sorted[below], sorted[Math.min(below + 1, size - 1)], rank - below);
    }

    /// How many numbers are less than `edge`.
    long countBelow(double edge) {
        if (digest != null) {
            return digest.countBelow(edge);
        }
        var sorted = sorted();
        var low = 0;
        var high = size;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < edge) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Never outside of `low` and `high`, and never infinite where they are not.
    static double between(double low, double high, double share) {
        var difference = high - low;
        var point = Double.isFinite(difference) ? low + difference * share : low * (1 - share) + high * share;
        return Math.max(low, Math.min(high, point));
    }

    private double[] sorted() {
        if (!inOrder) {
            exact = Arrays.copyOf(exact, size);
            Arrays.sort(exact);
            inOrder = true;
        }
        return exact;
    }
}
