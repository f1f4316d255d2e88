package io.allasflow.ingest.engine;

import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/// How the cells of a line are told apart and quoted.
///
/// @param delimiter one or more characters
record CellSyntax(String delimiter, char quote) {
    static final char USUAL_QUOTE = '"';

    /// What Commons CSV reads it with.
    CSVFormat format() {
        return CSVFormat.RFC4180.builder().setDelimiter(delimiter).setQuote(quote).setIgnoreEmptyLines(false).get();
    }

    /// The text of a record that reads as these cells, whatever they hold. Not for a record of one empty cell.
    String write(List<String> cells) {
        return format().builder().setQuoteMode(QuoteMode.ALL).get().format(cells.toArray()) + "\n";
    }

    /// The length of the delimiter there, or 0.
    int delimiterAt(char[] text, int at, int end) {
        int length = delimiter.length();
        if (at + length > end) {
            return 0;
        }
        for (int i = 0; i < length; i++) {
            if (text[at + i] != delimiter.charAt(i)) {
                return 0;
            }
        }
        return length;
    }

    /// Where the cell goes on after the quote that closes it: at a delimiter or the end, after spaces at most; else -1.
    int afterClosing(char[] text, int at, int end) {
        for (int i = at; i < end; i++) {
            if (delimiterAt(text, i, end) > 0) {
                return i;
            }
            if (!Character.isWhitespace(text[i])) {
                return -1;
            }
        }
        return end;
    }
}
