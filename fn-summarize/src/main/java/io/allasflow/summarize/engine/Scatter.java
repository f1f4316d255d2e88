package io.allasflow.summarize.engine;

import java.util.List;

/// @param slope of the least-squares line through all rows
/// @param points `[x, y]` of at most 500 rows: all of them, or a fixed random choice in the table's order
public record Scatter(String x, String y, Double slope, Double intercept, List<double[]> points) {}
