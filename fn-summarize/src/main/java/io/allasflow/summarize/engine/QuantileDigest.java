package io.allasflow.summarize.engine;

import java.util.Arrays;

/// A merging t-digest (Dunning and Ertl 2019): the distribution of any number of numbers in bounded memory, finest at its ends.
/// Apache DataSketches' TDigestDouble is not used because its result depends on a random pivot when equal means differ in
/// weight (KLL and REQ sketches are random by design), and the same table must give the same bytes.
final class QuantileDigest {
    private final int compression;
    private final double[] buffer;
    private int buffered;
    private double[] means = {};
    private long[] weights = {};
    private long total;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    QuantileDigest(int compression) {
        this.compression = compression;
        this.buffer = new double[5 * compression];
    }

    void add(double number) {
        if (buffered == buffer.length) {
            merge();
        }
        buffer[buffered++] = number;
        min = Math.min(min, number);
        max = Math.max(max, number);
    }

    /// Ranks are 0 to n − 1; a centroid stands at the middle of the ranks it covers.
    double quantile(double share) {
        merge();
        var rank = share * (total - 1);
        var lastRank = 0.0;
        var lastMean = min;
        var before = 0L;
        for (var i = 0; i < means.length; i++) {
            var middle = before + (weights[i] - 1) / 2.0;
            if (rank <= middle) {
                return middle == lastRank
                        ? means[i]
                        : Distribution.between(lastMean, means[i], (rank - lastRank) / (middle - lastRank));
            }
            before += weights[i];
            lastRank = middle;
            lastMean = means[i];
        }
        return Distribution.between(lastMean, max, (rank - lastRank) / (total - 1 - lastRank));
    }

    long countBelow(double edge) {
        merge();
        if (edge <= min) {
            return 0;
        }
        var lastRank = 0.0;
        var lastMean = min;
        var before = 0L;
        for (var i = 0; i < means.length; i++) {
            if (means[i] == edge) {
                return before;
            }
            var middle = before + weights[i] / 2.0;
            if (means[i] > edge) {
                return Math.round(lastRank + (middle - lastRank) * ((edge - lastMean) / (means[i] - lastMean)));
            }
            before += weights[i];
            lastRank = middle;
            lastMean = means[i];
        }
        return edge > max
                ? total
                : Math.round(lastRank + (total - lastRank) * ((edge - lastMean) / (max - lastMean)));
    }

    /// Takes the sorted buffer and the centroids in order, a centroid before a number that equals it, and joins neighbours as
    /// long as the joined weight is at most 4 n q (1 − q) / compression at its middle quantile q.
    private void merge() {
        if (buffered == 0) {
            return;
        }
        Arrays.sort(buffer, 0, buffered);
        total += buffered;
        var newMeans = new double[means.length + buffered];
        var newWeights = new long[means.length + buffered];
        var size = -1;
        var before = 0L;
        for (int c = 0, b = 0; c < means.length || b < buffered;) {
            var fromCentroids = b == buffered || c < means.length && means[c] <= buffer[b];
            var weight = fromCentroids ? weights[c] : 1;
            var number = fromCentroids ? means[c++] : buffer[b++];
            if (size >= 0 && fits(before, newWeights[size] + weight)) {
                newWeights[size] += weight;
                newMeans[size] = Distribution.between(newMeans[size], number, (double) weight / newWeights[size]);
            } else {
                before += size >= 0 ? newWeights[size] : 0;
                size++;
                newMeans[size] = number;
                newWeights[size] = weight;
            }
        }
        means = Arrays.copyOf(newMeans, size + 1);
        weights = Arrays.copyOf(newWeights, size + 1);
        buffered = 0;
    }

    private boolean fits(long before, long weight) {
        var quantile = (before + weight / 2.0) / total;
        return weight <= 4.0 * total * quantile * (1 - quantile) / compression;
    }
}
