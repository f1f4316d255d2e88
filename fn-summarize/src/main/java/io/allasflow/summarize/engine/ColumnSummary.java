package io.allasflow.summarize.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Statistics of one column of the cleaned table.
///
/// @param count cells that are not missing; `count + missing` is the table's rows
/// @param distinct different values among them; decimals that differ only in trailing zeros are one value
/// @param min numbers: a JSON number, or the exact digits as text where neither 64 bits nor a double hold it; dates and
///        datetimes: the cell; absent for booleans and text, as is `max`
/// @param mean numbers only, as are the statistics after it
/// @param stddev the sample standard deviation; absent below two values
/// @param q1 quantiles interpolate linearly between the two nearest ranks (Hyndman and Fan's type 7, numpy's default)
/// @param skewness adjusted Fisher-Pearson coefficient G1; absent below three values or without any spread
/// @param top the most frequent values, most frequent first, equal counts in the order of the values
/// @param histogram numbers, dates and datetimes with at least two different values
/// @param approximate true when distinct, top, quantiles or histogram are estimates, because the column is beyond the
///        [Budget]; the other fields are always exact
public record ColumnSummary(String name, ColumnType type, long count, long missing, long distinct, JsonNode min,
        JsonNode max, Double mean, Double median, Double stddev, Double q1, Double q3, Double skewness,
        List<TopValue> top, Histogram histogram, boolean approximate) {

    /// @param value cut to [ValueCounts#LONGEST_VALUE] characters and an ellipsis where it is longer
    public record TopValue(String value, long count) {}

    /// Bin `i` counts the values `edges[i] <= value < edges[i + 1]`. Where a few far-off values would squeeze all others into one
    /// bin, the bins leave out the tails and `below` and `above` count those, so that all counts together are the column's count.
    ///
    /// @param edges one more than the counts; numbers, or ISO 8601 text without an offset for dates and datetimes (in UTC where
    ///        the cells have offsets)
    public record Histogram(List<JsonNode> edges, List<Long> counts, long below, long above) {}
}
