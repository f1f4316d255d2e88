package io.allasflow.summarize.engine;

import java.util.List;

/// Some rows of the cleaned table for people to look at, in the table's order: at most 500 and 400 kB.
///
/// @param of how many rows the table has
public record Sample(List<String> header, List<List<String>> rows, long of) {}
