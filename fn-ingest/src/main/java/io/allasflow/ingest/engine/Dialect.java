package io.allasflow.ingest.engine;

import org.apache.commons.csv.CSVFormat;

/// How a delimited text file is written.
///
/// @param skippedLines blank lines before the first record
/// @param header whether the first record names the columns
public record Dialect(String encoding, char delimiter, int skippedLines, boolean header, int columns) {
    static CSVFormat format(char delimiter) {
        return CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(false).get();
    }
}
