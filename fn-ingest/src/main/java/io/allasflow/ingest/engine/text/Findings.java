package io.allasflow.ingest.engine.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.allasflow.ingest.engine.record.RecordReader;
import java.util.List;

/// What only the whole of a delimited text tells. Each is told if there is any.
///
/// @param damagedRows lines whose quotes make no sense, each read by itself
/// @param damagedLines the numbers of the first ten of them, from 1
/// @param nulCharacters that are kept in cells
/// @param stackedTables that start after the first one, whose columns are the header
/// @param otherDelimiterRows of one cell, that would have the right number if another delimiter were meant
/// @param footerRows at the end that are no data
/// @param footer the first of them, each cut
@JsonInclude(Include.NON_DEFAULT)
record Findings(long damagedRows, @JsonInclude(Include.NON_EMPTY) List<Long> damagedLines, long nulCharacters,
        @JsonInclude(Include.NON_EMPTY) List<StackedTables.Start> stackedTables, long otherDelimiterRows,
        long footerRows, @JsonInclude(Include.NON_EMPTY) List<String> footer) {
    static Findings of(RecordReader reader, long nulCharacters, RowWatch watch) {
        boolean single = watch.stacked().starts().isEmpty();
        return new Findings(reader.damage().count(), reader.damage().lines(), nulCharacters, watch.stacked().starts(),
                watch.otherDelimiterRows(), single ? watch.footer().rows() : 0,
                single ? watch.footer().lines() : List.of());
    }
}
