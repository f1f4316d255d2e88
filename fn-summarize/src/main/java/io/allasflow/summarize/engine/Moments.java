package io.allasflow.summarize.engine;

/// Mean, standard deviation and skewness of numbers in one pass. The mean is a compensated sum (Neumaier 1974); the central
/// moments are updated as in Welford (1962) and Terriberry (2007), relative to the
/// first number, so that a large mean does not drown a small spread.
/// What is not defined, or is beyond a double's range on the way to it, is null.
final class Moments {
    private static final double LEAST_CUBED = 1e-100;
    private static final double GREATEST_CUBED = 1e100;

    private long count;
    private double first;
    private boolean varied;
    private double sum;
    private double compensation;
    private double mean;
    private double second;
    private double third;

    void add(double number) {
        var total = sum + number;
        compensation += Math.abs(sum) >= Math.abs(number) ? (sum - total) + number : (number - total) + sum;
        sum = total;

        first = count == 0 ? number : first;
        varied |= number != first;
        count++;
        var delta = number - first - mean;
        var step = delta / count;
        var term = delta * step * (count - 1);
        mean += step;
        third += term * step * (count - 2) - 3 * step * second;
        second += term;
    }

    Double mean() {
        var exact = (sum + compensation) / count;
        return count == 0 ? null : finite(Double.isFinite(exact) ? exact : first + mean);
    }

    Double stddev() {
        var underflow = varied && second < Double.MIN_NORMAL;
        return count < 2 || underflow ? null : finite(Math.sqrt(second / (count - 1)));
    }

    Double skewness() {
        if (count < 3 || !varied) {
            return null;
        }
        double n = count;
        var deviation = Math.sqrt(second / n);
        if (deviation < LEAST_CUBED || deviation > GREATEST_CUBED) {
            return null;
        }
        var population = third / n / deviation / deviation / deviation;
        return finite(population * Math.sqrt(n * (n - 1)) / (n - 2));
    }

    private static Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }
}
