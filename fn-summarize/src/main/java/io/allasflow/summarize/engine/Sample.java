package io.allasflow.summarize.engine;

import java.util.List;

/// Rows to look at, in the table's order: the whole table where it is small, else rows drawn by the dataset's name, the same
/// ones in every run. At most [RowSample#MOST_ROWS] rows and some [RowSample#MOST_CHARACTERS] characters.
///
/// @param rows cells as in the cleaned table, long ones cut
/// @param of rows of the table
public record Sample(List<String> header, List<List<String>> rows, long of) {}
