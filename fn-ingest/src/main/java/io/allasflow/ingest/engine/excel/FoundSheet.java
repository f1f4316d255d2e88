package io.allasflow.ingest.engine.excel;

/// A worksheet as its workbook lists it.
///
/// @param filledRows opens the rows that hold something, each from column A to its last such cell
public record FoundSheet(String name, boolean hidden, Faults.Reading<Rows> filledRows) {}
