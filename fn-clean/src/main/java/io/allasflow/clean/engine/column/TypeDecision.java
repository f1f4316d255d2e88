package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.DecimalMark;
import io.allasflow.clean.engine.cell.Marking;
import java.util.EnumSet;
import java.util.Set;

/// A column's type and which of its cells have it.
///
/// @param accepted formats whose cells are valid; every other non-missing cell is invalid
/// @param markings what may stand around a valid cell's number
/// @param mark how to read `1,234` and `1.234`
/// @param unit the currency or `%` that the numbers are in; null if there is none
/// @param dayFirst how to read `3/4/2021`
/// @param declared the only format of valid cells; null where the settings declare none
public record TypeDecision(ColumnType type, Set<CellFormat> accepted, Set<Marking> markings, DecimalMark mark,
        String unit, boolean dayFirst, DeclaredFormat declared) {

    static TypeDecision text() {
        return new TypeDecision(ColumnType.TEXT, EnumSet.allOf(CellFormat.class), EnumSet.allOf(Marking.class),
                DecimalMark.POINT, null, true, null);
    }

    static TypeDecision number(ColumnType type, Set<CellFormat> accepted, NumberReading reading) {
        return new TypeDecision(type, accepted, reading.markings(), reading.mark(), reading.unit(), true, null);
    }

    static TypeDecision plain(ColumnType type, Set<CellFormat> accepted, boolean dayFirst) {
        return new TypeDecision(type, accepted, EnumSet.of(Marking.PLAIN), DecimalMark.POINT, null, dayFirst, null);
    }

    static TypeDecision declared(ColumnType type, DeclaredFormat format) {
        return new TypeDecision(type, EnumSet.of(CellFormat.DECLARED), EnumSet.of(Marking.PLAIN), DecimalMark.POINT,
                null, true, format);
    }
}
