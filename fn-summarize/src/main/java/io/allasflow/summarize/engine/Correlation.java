package io.allasflow.summarize.engine;

/// How two number columns go together.
///
/// @param pairs rows where neither is missing
public record Correlation(String x, String y, long pairs, Double pearson, Double spearman) {}
