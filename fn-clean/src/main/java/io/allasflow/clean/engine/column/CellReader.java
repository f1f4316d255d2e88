package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.cell.BooleanWords;
import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.DateText;
import io.allasflow.clean.engine.cell.Marking;
import io.allasflow.clean.engine.cell.NumberText;

/// Reads a cell as its column's type. Serves one thread.
public final class CellReader {
    private final NumberText numbers = new NumberText();
    private final DateText dates = new DateText();
    private Marking marking = Marking.PLAIN;

    /// @param text a clean cell that is not missing
    /// @return the canonical form, the same object where the cell is in it; null if the cell does not fit
    public String canonical(String text, TypeDecision decision) {
        marking = Marking.PLAIN;
        if (decision.declared() != null) {
            return decision.declared().canonical(text);
        }
        return switch (decision.type()) {
            case INTEGER, DECIMAL -> number(text, decision);
            case BOOLEAN -> truth(text, decision);
            case DATE, DATETIME -> decision.accepted().contains(dates.scan(text))
                    ? dates.canonical(decision.dayFirst(), decision.type() == ColumnType.DATETIME)
                    : null;
            case TIME -> decision.accepted().contains(dates.scanTime(text)) ? dates.canonicalTime() : null;
            case TEXT -> text;
        };
    }

    /// What stood around the last number; PLAIN if the last cell was none.
    public Marking marking() {
        return marking;
    }

    private String number(String text, TypeDecision decision) {
        var format = numbers.scan(text);
        marking = numbers.marking();
        return decision.accepted().contains(format) && decision.markings().contains(marking)
                ? numbers.canonical(decision.mark())
                : null;
    }

    private static String truth(String text, TypeDecision decision) {
        if (decision.accepted().contains(CellFormat.ZERO_ONE) && (text.equals("0") || text.equals("1"))) {
            return text.equals("1") ? "true" : "false";
        }
        var word = BooleanWords.find(text);
        return word >= 0 && decision.accepted().contains(BooleanWords.format(word))
                ? BooleanWords.canonical(word)
                : null;
    }
}
