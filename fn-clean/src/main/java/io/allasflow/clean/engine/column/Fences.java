package io.allasflow.clean.engine.column;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Tukey's fences: a number beyond one is an outlier, a number on one is not.
public record Fences(BigDecimal lower, BigDecimal upper, double lowest, double highest) {

    /// @param range how many interquartile ranges outside the quartiles
    static Fences of(Quantiles numbers, double range) {
        var first = numbers.quartile(1);
        var third = numbers.quartile(3);
        var width = third.subtract(first).multiply(BigDecimal.valueOf(range));
        var lower = first.subtract(width);
        var upper = third.add(width);
        return new Fences(lower, upper, lower.doubleValue(), upper.doubleValue());
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
