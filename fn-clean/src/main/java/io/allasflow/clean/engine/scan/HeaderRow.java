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
        var from = start;
        var to = end;
        while (from < to && WhiteSpace.isBlank(text[from])) {
            from++;
        }
        while (from < to && WhiteSpace.isBlank(text[to - 1])) {
            to--;
        }
        return Arrays.equals(names[index], 0, names[index].length, text, from, to);
    }

    private static char[] trimmed(String name) {
        var from = 0;
        var to = name.length();
        while (from < to && WhiteSpace.isBlank(name.charAt(from))) {
            from++;
        }
        while (from < to && WhiteSpace.isBlank(name.charAt(to - 1))) {
            to--;
        }
        return name.substring(from, to).toCharArray();
    }
}
