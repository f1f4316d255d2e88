package io.allasflow.summarize.engine;

import java.util.List;

/// Points of two number columns and the line of least squares through all rows.
///
/// @param points at most 500, each an x and a y
public record Scatter(String x, String y, Double slope, Double intercept, List<double[]> points) {}
