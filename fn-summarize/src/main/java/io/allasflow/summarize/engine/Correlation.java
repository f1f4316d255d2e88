package io.allasflow.summarize.engine;

/// @param pairs rows in which neither is missing; only these count
/// @param pearson exact; null where it is undefined, as is `spearman`
/// @param spearman with ties at their mean rank; [CorrelationScope] tells whether it is exact
public record Correlation(String x, String y, long pairs, Double pearson, Double spearman) {}
