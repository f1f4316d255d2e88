package io.allasflow.summarize.engine;

/// A least-squares line of standardized values over days.
///
/// @param slope of the column's own values per day; null if there is no line
/// @param margin half the 95 % confidence interval of the slope; null below three values
/// @param middle the mean of the days
/// @param height the mean of the standardized values
/// @param standardSlope of the standardized values
record TrendLine(Double slope, Double margin, double middle, double height, double standardSlope) {
    private static final double NORMAL_95 = 1.959963984540054;

    static TrendLine of(Measure measure, long count, double middle, double height, double sxx, double sxy,
            double syy) {
        var slope = sxy / sxx;
        if (count < 2 || !Double.isFinite(slope)) {
            return new TrendLine(null, null, 0, 0, 0);
        }
        var residuals = Math.max(0, syy - slope * sxy);
        var margin = count < 3 ? Double.NaN : student95(count - 2) * Math.sqrt(residuals / (count - 2) / sxx);
        return new TrendLine(slope * measure.deviation(),
                Double.isFinite(margin) ? margin * measure.deviation() : null, middle, height, slope);
    }

    /// A value's distance from the line in standard deviations of the column, an expression.
    String distance(Measure measure, String days) {
        return measure.standardized() + " - " + DuckDb.literal(height) + " - " + DuckDb.literal(standardSlope) + " * ("
                + days + " - " + DuckDb.literal(middle) + ")";
    }

    /// The 97.5 % quantile of Student's t: exact for one and two degrees of freedom, else by the expansion of Cornish and
    /// Fisher (Abramowitz and Stegun 26.7.5), which is within 0.4 % for three and 0.01 % from seven on.
    static double student95(long freedom) {
        if (freedom == 1) {
            return 12.706204736174698;
        }
        if (freedom == 2) {
            return 4.302652729749464;
        }
        var z = NORMAL_95;
        var z2 = z * z;
        double v = freedom;
        return z + z * (z2 + 1) / (4 * v) + z * ((5 * z2 + 16) * z2 + 3) / (96 * v * v)
                + z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * v * v * v)
                + z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / (92160 * v * v * v * v);
    }
}
