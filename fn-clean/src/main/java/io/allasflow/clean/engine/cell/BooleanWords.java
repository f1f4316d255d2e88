package io.allasflow.clean.engine.cell;

import java.util.Locale;
import java.util.Map;

/// Words for true and false, in any case. Single letters and 0/1 are left out: they mean other things more often.
public final class BooleanWords {
    private record Word(boolean value, CellFormat format) {}

    private static final Map<String, Word> WORDS = Map.ofEntries(word("true", true, CellFormat.BOOLEAN_TRUE_FALSE),
            word("false", false, CellFormat.BOOLEAN_TRUE_FALSE), word("tosi", true, CellFormat.BOOLEAN_TRUE_FALSE),
            word("epätosi", false, CellFormat.BOOLEAN_TRUE_FALSE), word("sant", true, CellFormat.BOOLEAN_TRUE_FALSE),
            word("falskt", false, CellFormat.BOOLEAN_TRUE_FALSE), word("yes", true, CellFormat.BOOLEAN_YES_NO),
            word("no", false, CellFormat.BOOLEAN_YES_NO), word("kyllä", true, CellFormat.BOOLEAN_YES_NO),
            word("ei", false, CellFormat.BOOLEAN_YES_NO), word("ja", true, CellFormat.BOOLEAN_YES_NO),
            word("nej", false, CellFormat.BOOLEAN_YES_NO));
    private static final int LONGEST = 7;

    private BooleanWords() {}

    static CellFormat formatOf(String text) {
        var word = find(text);
        return word == null ? CellFormat.TEXT : word.format;
    }

    /// @param text a cell of one of the boolean formats
    public static String canonical(String text) {
        return find(text).value ? "true" : "false";
    }

    private static Word find(String text) {
        return text.length() > LONGEST ? null : WORDS.get(text.toLowerCase(Locale.ROOT));
    }

    private static Map.Entry<String, Word> word(String text, boolean value, CellFormat format) {
        return Map.entry(text, new Word(value, format));
    }
}
