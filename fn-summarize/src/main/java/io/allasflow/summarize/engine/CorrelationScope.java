package io.allasflow.summarize.engine;

/// What the correlations are of.
///
/// @param columns number columns compared, the first ones of the table
/// @param leftOut number columns beyond them; those that do not vary, or are beyond a double, count as neither
/// @param spearmanRows rows that Spearman's coefficients are of: a fixed random choice where the table has more
/// @param approximate whether it is such a choice. Pearson's coefficients are of all rows
public record CorrelationScope(int columns, int leftOut, long spearmanRows, boolean approximate) {}
