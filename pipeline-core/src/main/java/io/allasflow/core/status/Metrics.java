package io.allasflow.core.status;

/// What a status repeats of a summary, and keeps of it in its history.
///
/// @param rows of the cleaned table, as are the others
/// @param missing cells, percent; null of a table without cells
public record Metrics(long rows, int columns, Double missing) {}
