package io.allasflow.clean.engine.cell;

/// Tells a cell's format, and holds what else was seen on the way. Serves one thread.
public final class CellClassifier {
    private static final int SHORTEST_NAMED_DATE = 10;

    private final NumberText numbers = new NumberText();
    private final DateText dates = new DateText();
    private int booleanWord = -1;

    /// @param text a clean cell that is not missing
    public CellFormat formatOf(String text) {
        var first = text.charAt(0);
        if (NumberText.isDigit(first)) {
            var format = numbers.scan(text);
            return format == CellFormat.TEXT ? dateOrTime(text) : format;
        }
        return switch (first) {
            case '-', '+', '.', ',', '\u2212', '(' -> numbers.scan(text);
            default -> word(text);
        };
    }

    /// The last cell's number, if its format is one of a number's.
    public NumberText number() {
        return numbers;
    }

    /// The last cell's date, if its format is one of a date's.
    public DateText date() {
        return dates;
    }

    /// As [BooleanWords#find] gives it, if the last cell's format is one of a boolean's.
    public int booleanWord() {
        return booleanWord;
    }

    private CellFormat dateOrTime(String text) {
        var isTime = text.length() > 2 && (text.charAt(1) == ':' || text.charAt(2) == ':');
        return isTime ? dates.scanTime(text) : dates.scan(text);
    }

    private CellFormat word(String text) {
        booleanWord = BooleanWords.find(text);
        if (booleanWord >= 0) {
            return BooleanWords.format(booleanWord);
        }
        var last = text.charAt(text.length() - 1);
        if (text.length() < 2 || !NumberText.isDigit(last) && last != '.' && !isTimeEnd(last, text)) {
            return CellFormat.TEXT;
        }
        if (Currencies.prefixLength(text, 0, text.length()) > 0) {
            return numbers.scan(text);
        }
        return text.length() >= SHORTEST_NAMED_DATE ? dates.scan(text) : CellFormat.TEXT;
    }

    /// `PM`, `Z`, `UTC`, `GMT`: what a date that starts with a letter may end with but a digit.
    private static boolean isTimeEnd(char last, String text) {
        return text.length() >= SHORTEST_NAMED_DATE && switch (last) {
            case 'm', 'M', 'z', 'Z', 'c', 'C', 't', 'T' -> true;
            default -> false;
        };
    }
}
