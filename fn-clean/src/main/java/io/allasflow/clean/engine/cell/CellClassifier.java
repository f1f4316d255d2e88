package io.allasflow.clean.engine.cell;

/// Tells a cell's format. Serves one thread.
public final class CellClassifier {
    private final DateText dates = new DateText();

    /// @param text a clean cell that is not missing
    public CellFormat formatOf(String text) {
        var first = text.charAt(0);
        if (first >= '0' && first <= '9') {
            var format = NumberText.formatOf(text);
            return format == CellFormat.TEXT ? dates.scan(text) : format;
        }
        return switch (first) {
            case '-', '+', '.', ',', '\u2212' -> NumberText.formatOf(text);
            default -> BooleanWords.formatOf(text);
        };
    }
}
