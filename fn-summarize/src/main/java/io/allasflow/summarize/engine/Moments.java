package io.allasflow.summarize.engine;

/// Mean, standard deviation and skewness of numbers in one pass. The mean is a compensated sum (Neumaier 1974); the central
/// moments are updated as in Welford (1962) and Terriberry (2007), so that a large mean does not drown a small spread.
/// What overflows a double, or is not defined, is null.
final class Moments {
    private long count;
    private double sum;
    private double compensation;
    private double mean;
    private double second;
    private double third;

    void add(double number) {
        var total = sum + number;
        compensation += Math.abs(sum) >= Math.abs(number) ? (sum - total) + number : (number - total) + sum;
        sum = total;

        count++;
        var delta = number - mean;
        var step = delta / count;
        var term = delta * step * (count - 1);
        mean += step;
        third += term * step * (count - 2) - 3 * step * second;
        second += term;
    }

    Double mean() {
        var exact = (sum + compensation) / count;
        return finite(Double.isFinite(exact) ? exact : mean);
    }

    Double stddev() {
        return count < 2 ? null : finite(Math.sqrt(second / (count - 1)));
    }

    Double skewness() {
        if (count < 3 || second == 0) {
            return null;
        }
        double n = count;
        var deviation = Math.sqrt(second / n);
        var population = third / n / deviation / deviation / deviation;
        return finite(population * Math.sqrt(n * (n - 1)) / (n - 2));
    }

    private static Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }
}
