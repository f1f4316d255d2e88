package io.allasflow.clean.engine.cell;

/// Words for true and false, in any case. 0 and 1 are integers.
public final class BooleanWords {
    /// Pairs in the order of their formats; of each, the word for true and the word for false.
    private static final String[][] PAIRS = {{"true", "false"}, {"t", "f"}, {"yes", "no"}, {"y", "n"}, {"on", "off"},
        {"kyllä", "ei"}, {"tosi", "epätosi"}, {"ja", "nej"}, {"sant", "falskt"}};
    /// Words by length, each as twice its pair's index, plus one if it means false.
    private static final int[][] BY_LENGTH = {{}, {2, 3, 6, 7}, {5, 8, 11, 14}, {4, 9, 15}, {0, 12, 16}, {1, 10}, {17},
        {13}};

    private BooleanWords() {}

    /// The word's number: its lowest bit tells that it means false, the others the pair. -1 if it is no such word.
    public static int find(String text) {
        if (text.length() < BY_LENGTH.length) {
            for (var word : BY_LENGTH[text.length()]) {
                if (PAIRS[word >> 1][word & 1].equalsIgnoreCase(text)) {
                    return word;
                }
            }
        }
        return -1;
    }

    public static CellFormat format(int word) {
        return CellFormat.ALL[CellFormat.BOOLEAN_TRUE_FALSE.ordinal() + (word >> 1)];
    }

    public static String canonical(int word) {
        return (word & 1) == 0 ? "true" : "false";
    }
}
