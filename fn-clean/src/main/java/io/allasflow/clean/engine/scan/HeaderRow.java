package io.allasflow.clean.engine.scan;

import io.allasflow.clean.engine.cell.WhiteSpace;
import java.util.Arrays;
import java.util.List;

/// The table's header, to tell it from data where it comes again: tables put one after another have it in the middle.
public final class HeaderRow {
    private final char[][] names;
    private final boolean canRepeat;

    public HeaderRow(List<String> header) {
        names = header.stream().map(HeaderRow::trimmed).toArray(char[][]::new);
        // A single cell, or numbers alone, may well be data.
        canRepeat = names.length > 1 && header.stream().anyMatch(name -> name.chars().anyMatch(Character::isLetter));
    }

    int width() {
        return names.length;
    }

    /// Whether all cells are the header's, white space at their ends aside.
    ///
    /// @param row of the header's width
    boolean isRepeatedBy(Rows rows, int row) {
        var first = rows.firstCell(row);
        for (var i = 0; i < names.length && canRepeat; i++) {
            if (!isName(i, rows.text(), rows.start(first + i), rows.end(first + i))) {
                return false;
            }
        }
        return canRepeat;
    }

    private boolean isName(int index, char[] text, int start, int end) {
        var from = firstShown(text, start, end);
        return Arrays.equals(names[index], 0, names[index].length, text, from, afterShown(text, from, end));
    }

    private static char[] trimmed(String name) {
        var text = name.toCharArray();
        var from = firstShown(text, 0, text.length);
        return Arrays.copyOfRange(text, from, afterShown(text, from, text.length));
    }

    private static int firstShown(char[] text, int start, int end) {
        var from = start;
        while (from < end && WhiteSpace.isBlank(text[from])) {
            from++;
        }
        return from;
    }

    private static int afterShown(char[] text, int start, int end) {
        var to = end;
        while (start < to && WhiteSpace.isBlank(text[to - 1])) {
            to--;
        }
        return to;
    }
}
