package io.allasflow.summarize.engine;

import java.util.ArrayDeque;

/// Mean of the values behind the latest points.
final class RollingMean {
    private final int points;
    private final ArrayDeque<double[]> latest = new ArrayDeque<>();

    RollingMean(int points) {
        this.points = points;
    }

    double add(long count, double mean) {
        if (latest.size() == points) {
            latest.remove();
        }
        latest.add(new double[]{count, mean});
        var values = 0.0;
        var sum = 0.0;
        for (var point : latest) {
            values += point[0];
            sum += point[0] * point[1];
        }
        return sum / values;
    }
}
