package io.allasflow.clean.engine.column;

/// A type that most cells of a text column fit, but too few to make it the column's.
///
/// @param fitting cells that fit it
public record NearType(ColumnType type, long fitting) {}
