package io.allasflow.clean.engine.outlier;

import java.math.BigDecimal;

/// Which numbers are outliers and what becomes of them. Null where a column leaves it to the table's settings.
///
/// @param method of a column, `BOUNDS` where it has one of them
/// @param fence how many interquartile ranges the fences lie outside the quartiles
/// @param zscore how many standard deviations the fences lie from the mean
/// @param min the least number that is no outlier, `max` the greatest; null for none
/// @throws IllegalArgumentException for a value out of its range
public record Outliers(OutlierMode mode, OutlierMethod method, Double fence, Double zscore, BigDecimal min,
        BigDecimal max) {
    public static final Outliers DEFAULT = new Outliers(OutlierMode.FLAG, OutlierMethod.IQR, 1.5, 3.0, null, null);
    private static final double GREATEST = 1000;
    private static final int LONGEST_BOUND = 300;

    public Outliers {
        method = method == null && (min != null || max != null) ? OutlierMethod.BOUNDS : method;
        require(fence == null || fence >= 0 && fence <= GREATEST, "outliers.fence is " + fence + ", must be 0 to 1000");
        require(zscore == null || zscore >= 0 && zscore <= GREATEST,
                "outliers.zscore is " + zscore + ", must be 0 to 1000");
        require(method == OutlierMethod.BOUNDS || min == null && max == null,
                "outliers.method must be bounds where there is outliers.min or outliers.max");
        require(isPlain(min), "outliers.min has too many digits");
        require(isPlain(max), "outliers.max has too many digits");
        require(min == null || max == null || min.compareTo(max) <= 0,
                "outliers.min is " + min + ", must be at most outliers.max, " + max);
    }

    /// These, and what they leave open from others.
    public Outliers over(Outliers others) {
        var isInherited = min == null && max == null && method == null;
        return new Outliers(mode == null ? others.mode : mode, method == null ? others.method : method,
                fence == null ? others.fence : fence, zscore == null ? others.zscore : zscore,
                isInherited ? others.min : min, isInherited ? others.max : max);
    }

    /// So that it can be written without an exponent, and is a finite double.
    private static boolean isPlain(BigDecimal bound) {
        return bound == null || bound.precision() + Math.abs((long) bound.scale()) <= LONGEST_BOUND;
    }

    private static void require(boolean met, String problem) {
        if (!met) {
            throw new IllegalArgumentException(problem);
        }
    }
}
