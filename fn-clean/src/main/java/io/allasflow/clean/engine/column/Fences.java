package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.outlier.Outliers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// A number beyond one is an outlier, a number on one is not.
///
/// @param lower null if there is none; `lowest` is then infinite, as `highest` without `upper`
public record Fences(BigDecimal lower, BigDecimal upper, double lowest, double highest) {
    /// What a double holds.
    private static final MathContext PRECISION = new MathContext(15, RoundingMode.HALF_EVEN);

    private static Fences of(BigDecimal lower, BigDecimal upper) {
        return new Fences(lower, upper, lower == null ? Double.NEGATIVE_INFINITY : lower.doubleValue(),
                upper == null ? Double.POSITIVE_INFINITY : upper.doubleValue());
    }

    /// Tukey's fences.
    ///
    /// @param range how many interquartile ranges outside the quartiles
    static Fences of(Quantiles numbers, double range) {
        var first = numbers.quartile(1);
        var third = numbers.quartile(3);
        var width = third.subtract(first).multiply(BigDecimal.valueOf(range));
        return of(first.subtract(width), third.add(width));
    }

    /// @param limit how many standard deviations from the mean
    public static Fences of(BigDecimal mean, BigDecimal deviation, double limit) {
        var width = deviation.multiply(BigDecimal.valueOf(limit));
        return of(mean.subtract(width).round(PRECISION), mean.add(width).round(PRECISION));
    }

    /// @return null if they have to be worked out in a pass of its own
    static Fences of(Quantiles numbers, Outliers settings) {
        return switch (settings.method()) {
            case IQR -> of(numbers, settings.fence());
            case ZSCORE -> null;
            case BOUNDS -> of(settings.min(), settings.max());
        };
    }

    public boolean excludes(double value) {
        return value < lowest || value > highest;
    }

    /// The fence a number is beyond, as a cell of the type; inside the fence where an integer cannot be on it.
    public String nearest(double value, ColumnType type) {
        var isBelow = value < lowest;
        var fence = isBelow ? lower : upper;
        return plain(type == ColumnType.INTEGER
                ? fence.setScale(0, isBelow ? RoundingMode.CEILING : RoundingMode.FLOOR)
                : fence);
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
