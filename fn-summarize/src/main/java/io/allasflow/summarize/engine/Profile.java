package io.allasflow.summarize.engine;

import java.util.List;

/// What the first pass over a table tells.
///
/// @param report with every column's statistics, and nothing yet of how columns relate
/// @param sqlTypes of the columns, as [CellShape] says
/// @param characters in all cells
public record Profile(SummaryReport report, List<String> sqlTypes, Sample sample, long characters) {}
