package io.allasflow.ingest.engine;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// How a delimited text file is written.
///
/// @param skippedLines blank lines before the first record
/// @param header whether the first record names the columns
/// @param headerAssumed whether nothing in the file tells so, as in a table of text alone
/// @param usualColumns that most records have; not told
/// @param damagedRows lines whose quotes make no sense, each read by itself; told once the whole is read, if there are any
/// @param damagedLines the numbers of the first ten of them, from 1
public record Dialect(String encoding, String delimiter, int skippedLines, boolean header, boolean headerAssumed,
        int columns, @JsonIgnore int usualColumns, @JsonInclude(JsonInclude.Include.NON_DEFAULT) long damagedRows,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> damagedLines) {
    CellSyntax syntax() {
        return new CellSyntax(delimiter, '"');
    }

    Dialect withDamage(MendedText text) {
        return new Dialect(encoding, delimiter, skippedLines, header, headerAssumed, columns, usualColumns,
                text.damaged(), text.damagedLines());
    }
}
