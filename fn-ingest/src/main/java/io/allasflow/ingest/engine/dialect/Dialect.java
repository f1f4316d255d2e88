package io.allasflow.ingest.engine.dialect;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.allasflow.ingest.engine.record.CellSyntax;
import java.util.List;

/// How a delimited text file is written.
///
/// @param delimiter one or more characters
/// @param quote null if it is the usual one, `"`
/// @param skippedLines records before the table: blank ones and the preamble
/// @param preamble the first lines of text before the table, each cut; told if there are any
/// @param header whether the first record names the columns
/// @param headerAssumed whether nothing in the file tells so, as in a table of text alone
/// @param syntax not told
/// @param firstLine where the table starts, from 1; not told
/// @param usualColumns that most records have; not told
public record Dialect(String encoding, String delimiter, @JsonInclude(Include.NON_NULL) String quote, int skippedLines,
        @JsonInclude(Include.NON_EMPTY) List<String> preamble, boolean header, boolean headerAssumed, int columns,
        @JsonIgnore CellSyntax syntax, @JsonIgnore long firstLine, @JsonIgnore int usualColumns) {
    static Dialect of(Reading reading, String encoding, HeaderRule rule) {
        var syntax = reading.syntax();
        var header = Header.of(reading.records(), rule);
        var first = reading.records().getFirst();
        return new Dialect(encoding, syntax.delimiter(),
                syntax.quote() == CellSyntax.USUAL_QUOTE ? null : Character.toString(syntax.quote()), reading.skipped(),
                reading.preamble().lines(), header != Header.ABSENT, header == Header.ASSUMED, first.size(), syntax,
                first.line(), reading.usualWidth());
    }
}
