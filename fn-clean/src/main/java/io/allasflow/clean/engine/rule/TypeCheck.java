package io.allasflow.clean.engine.rule;

import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.DateText;
import io.allasflow.clean.engine.cell.DecimalMark;
import io.allasflow.clean.engine.cell.Marking;
import io.allasflow.clean.engine.cell.NumberText;
import java.util.EnumSet;
import java.util.Set;

/// Whether a cell is of a type as the cleaned table writes it, also where its column is text: it must read as the type,
/// and its canonical form be what it is.
public final class TypeCheck {
    private static final Set<CellFormat> INTEGERS = EnumSet.of(CellFormat.ZERO_ONE, CellFormat.INTEGER,
            CellFormat.LONG_INTEGER);
    private static final Set<CellFormat> DECIMALS = EnumSet.of(CellFormat.ZERO_ONE, CellFormat.INTEGER,
            CellFormat.LONG_INTEGER, CellFormat.DECIMAL_POINT, CellFormat.DECIMAL_OR_GROUPED_POINT,
            CellFormat.EXPONENT_POINT, CellFormat.EXPONENT);

    private TypeCheck() {}

    /// @param type one of [Rule#TYPES]
    public static CellCheck of(String type) {
        return switch (type) {
            case "integer" -> cell -> isNumber(cell, INTEGERS);
            case "decimal" -> cell -> isNumber(cell, DECIMALS);
            case "boolean" -> cell -> cell.equals("true") || cell.equals("false");
            case "date" -> cell -> isDate(cell, CellFormat.DATE_YEAR_FIRST, false);
            case "datetime" -> cell -> isDate(cell, CellFormat.DATETIME_YEAR_FIRST, true);
            case "time" -> TypeCheck::isTime;
            case "text" -> _ -> true;
            default -> throw new IllegalArgumentException("there is no type " + type);
        };
    }

    // The readers hold what they read last, and a check serves many threads.
    private static boolean isNumber(String cell, Set<CellFormat> formats) {
        var number = new NumberText();
        return !cell.isEmpty() && formats.contains(number.scan(cell)) && number.marking() == Marking.PLAIN
                && number.canonical(DecimalMark.POINT).equals(cell);
    }

    private static boolean isDate(String cell, CellFormat format, boolean withTime) {
        var date = new DateText();
        return !cell.isEmpty() && date.scan(cell) == format && date.canonical(true, withTime).equals(cell);
    }

    private static boolean isTime(String cell) {
        var time = new DateText();
        return !cell.isEmpty() && time.scanTime(cell) == CellFormat.TIME && time.canonicalTime().equals(cell);
    }
}
