package io.allasflow.ingest.engine;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;

/// How a delimited text file is written.
///
/// @param delimiter one or more characters
/// @param quote null if it is the usual one, `"`
/// @param skippedLines records before the table: blank ones and the preamble
/// @param preamble the first lines of text before the table, each cut; told if there are any
/// @param header whether the first record names the columns
/// @param headerAssumed whether nothing in the file tells so, as in a table of text alone
/// @param usualColumns that most records have; not told
/// @param damagedRows lines whose quotes make no sense, each read by itself; told once the whole is read, if there are any
/// @param damagedLines the numbers of the first ten of them, from 1
public record Dialect(String encoding, String delimiter, @JsonInclude(Include.NON_NULL) String quote, int skippedLines,
        @JsonInclude(Include.NON_EMPTY) List<String> preamble, boolean header, boolean headerAssumed, int columns,
        @JsonIgnore int usualColumns, @JsonInclude(Include.NON_DEFAULT) long damagedRows,
        @JsonInclude(Include.NON_EMPTY) List<Long> damagedLines) {
    CellSyntax syntax() {
        return new CellSyntax(delimiter, quote == null ? CellSyntax.USUAL_QUOTE : quote.charAt(0));
    }

    Dialect withDamage(MendedText text) {
        return new Dialect(encoding, delimiter, quote, skippedLines, preamble, header, headerAssumed, columns,
                usualColumns, text.damaged(), text.damagedLines());
    }
}
