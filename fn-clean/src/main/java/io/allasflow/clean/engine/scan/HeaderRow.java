package io.allasflow.clean.engine.scan;

import io.allasflow.clean.engine.cell.WhiteSpace;
import java.util.Arrays;
import java.util.List;

/// The table's header, to tell it from data where it comes again: tables put one after another have it in the middle.
public final class HeaderRow {
    private final char[][] names;
    private final boolean canRepeat;
    private final boolean inAnyCase;

    public HeaderRow(List<String> header) {
        names = header.stream().map(HeaderRow::trimmed).toArray(char[][]::new);
        // A single cell, or numbers alone, may well be data.
        canRepeat = names.length > 1 && header.stream().anyMatch(name -> letters(name) > 0);
        // Single letters of the other case, such as alleles, may be data too.
        inAnyCase = header.stream().filter(name -> letters(name) > 1).count() > 1;
    }

    private static long letters(String name) {
        return name.chars().filter(Character::isLetter).count();
    }

    int width() {
        return names.length;
    }

    /// Whether all cells are the header's, white space at their ends aside; and letter case, where two names or more are
    /// of several letters.
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
        var name = names[index];
        var from = firstShown(text, start, end);
        if (afterShown(text, from, end) - from != name.length) {
            return false;
        }
        for (var i = 0; i < name.length; i++) {
            if (name[i] != text[from + i] && !(inAnyCase && areOneLetter(name[i], text[from + i]))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areOneLetter(char a, char b) {
        return Character.toLowerCase(Character.toUpperCase(a)) == Character.toLowerCase(Character.toUpperCase(b));
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
