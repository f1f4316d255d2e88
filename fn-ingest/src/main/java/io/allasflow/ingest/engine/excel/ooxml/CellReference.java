package io.allasflow.ingest.engine.excel.ooxml;

import io.allasflow.ingest.engine.RefusedSourceException;
import io.allasflow.ingest.engine.excel.Faults;

/// Where a row or a cell says it is.
final class CellReference {
    static final int MOST_ROWS = 1 << 20;
    static final int MOST_COLUMNS = 1 << 14;

    private CellReference() {}

    /// Of `17`; from 1.
    static int row(String text) throws RefusedSourceException {
        return digits(text, 0);
    }

    /// Of `XFD17`; from 1.
    ///
    /// @param row that it must be in
    static int column(String reference, int row) throws RefusedSourceException {
        int column = 0;
        int at = 0;
        while (at < reference.length() && letter(reference.charAt(at)) > 0 && column <= MOST_COLUMNS) {
            column = column * 26 + letter(reference.charAt(at));
            at++;
        }
        if (column == 0 || column > MOST_COLUMNS || digits(reference, at) != row) {
            throw Faults.damaged("row " + row + " has a cell that belongs elsewhere");
        }
        return column;
    }

    /// Such as `XFD17`; both numbers from 1.
    static String of(int column, int row) {
        var letters = new StringBuilder();
        for (int left = column; left > 0; left = (left - 1) / 26) {
            letters.append((char) ('A' + (left - 1) % 26));
        }
        return letters.reverse().append(row).toString();
    }

    private static int letter(char c) {
        return c >= 'A' && c <= 'Z' ? c - 'A' + 1 : c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0;
    }

    private static int digits(String text, int start) throws RefusedSourceException {
        int number = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > MOST_ROWS) {
                throw Faults.damaged("a row or cell has no valid number");
            }
            number = number * 10 + digit;
        }
        if (number == 0 || number > MOST_ROWS) {
            throw Faults.damaged("a row is none of the " + MOST_ROWS + " that a sheet can have");
        }
        return number;
    }
}
