package io.allasflow.ingest.engine;

import org.apache.commons.csv.CSVFormat;

/// How a delimited text file is written.
///
/// @param skippedLines blank lines before the first record
/// @param header whether the first record names the columns
/// @param headerAssumed whether nothing in the file tells so, as in a table of text alone
public record Dialect(String encoding, char delimiter, int skippedLines, boolean header, boolean headerAssumed,
        int columns) {
    static CSVFormat format(char delimiter) {
        return CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(false).get();
    }
}
