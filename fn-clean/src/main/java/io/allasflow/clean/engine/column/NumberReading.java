package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.DecimalMark;
import io.allasflow.clean.engine.cell.Marking;
import java.util.EnumSet;
import java.util.Set;

/// How a column's numbers are to be read, from what all of them look like.
///
/// @param mark what decimals are written with
/// @param markings which marks may stand around a number of this column
/// @param unit the currency or `%`; null if there is none
/// @param accepted formats of its numbers
record NumberReading(DecimalMark mark, Set<Marking> markings, String unit, Set<CellFormat> accepted) {
    /// Whole however a point or comma is read.
    private static final Set<CellFormat> WHOLE = EnumSet.range(CellFormat.ZERO_ONE, CellFormat.GROUPED_POINT);
    private static final Set<CellFormat> ANY_MARK = EnumSet.of(CellFormat.ZERO_ONE, CellFormat.INTEGER,
            CellFormat.LONG_INTEGER, CellFormat.GROUPED_SPACE, CellFormat.GROUPED_APOSTROPHE, CellFormat.EXPONENT);
    /// What no column with a decimal comma has.
    private static final Set<CellFormat> POINT = EnumSet.of(CellFormat.GROUPED_COMMA, CellFormat.DECIMAL_POINT,
            CellFormat.GROUPED_COMMA_DECIMAL_POINT, CellFormat.GROUPED_SPACE_DECIMAL_POINT,
            CellFormat.GROUPED_APOSTROPHE_DECIMAL_POINT, CellFormat.EXPONENT_POINT);
    private static final Set<CellFormat> COMMA = EnumSet.of(CellFormat.GROUPED_POINT, CellFormat.DECIMAL_COMMA,
            CellFormat.GROUPED_POINT_DECIMAL_COMMA, CellFormat.GROUPED_SPACE_DECIMAL_COMMA,
            CellFormat.EXPONENT_COMMA);

    private static final Set<CellFormat> GROUPED_OTHERWISE = EnumSet.of(CellFormat.GROUPED_SPACE,
            CellFormat.GROUPED_APOSTROPHE);

    /// @param declared the type that the settings say; null if none
    static NumberReading of(FormatCounts counts, NumberMarks marks, ColumnType declared) {
        var markings = marks.accepted(counts);
        var points = points(counts);
        var commas = commas(counts);
        var openPoints = counts.of(EnumSet.of(CellFormat.DECIMAL_OR_GROUPED_POINT), markings);
        var openCommas = counts.of(EnumSet.of(CellFormat.DECIMAL_OR_GROUPED_COMMA), markings);
        var isGrouped = commas + points == 0 && openPoints == 0 != (openCommas == 0)
                && areThousands(counts, marks, openCommas > 0, declared);
        var isComma = commas > points || commas == points && openCommas > openPoints != isGrouped;
        var accepted = EnumSet.copyOf(ANY_MARK);
        accepted.addAll(isComma ? COMMA : POINT);
        accepted.add(isComma ? CellFormat.DECIMAL_OR_GROUPED_COMMA : CellFormat.DECIMAL_OR_GROUPED_POINT);
        // The other mark groups thousands only where the decimal mark is proven, by most of the numbers that prove one, or where
        // nothing else can be meant.
        if (points != commas || isGrouped) {
            accepted.add(isComma ? CellFormat.DECIMAL_OR_GROUPED_POINT : CellFormat.DECIMAL_OR_GROUPED_COMMA);
        }
        return new NumberReading(isComma ? DecimalMark.COMMA : DecimalMark.POINT, markings, marks.unit(markings),
                accepted);
    }

    /// Whether a mark that is always followed by three digits groups thousands, in a column that has no other: beside `1,000` and
    /// `2,500`, a writer of decimals would write `900` as `900,000`, or some other number with fewer digits after the mark, and
    /// one who groups thousands would not write `1500`. In a column of nothing but such numbers it is a decimal mark; so is a point,
    /// as that is what cleaned tables are written with, which are to be read as they are.
    private static boolean areThousands(FormatCounts counts, NumberMarks marks, boolean isComma, ColumnType declared) {
        return declared == null
                ? isComma && marks.isWrittenInGroups()
                        && counts.of(GROUPED_OTHERWISE, EnumSet.allOf(Marking.class)) == 0
                : declared == ColumnType.INTEGER;
    }

    /// How many numbers prove the decimal point. What stands around them does not matter, nor whether it is accepted.
    static long points(FormatCounts counts) {
        return counts.of(POINT, EnumSet.allOf(Marking.class));
    }

    /// How many numbers prove the decimal comma.
    static long commas(FormatCounts counts) {
        return counts.of(COMMA, EnumSet.allOf(Marking.class));
    }

    /// The accepted formats that are whole numbers.
    Set<CellFormat> whole() {
        var whole = EnumSet.copyOf(accepted);
        var grouped = mark == DecimalMark.COMMA
                ? CellFormat.DECIMAL_OR_GROUPED_POINT
                : CellFormat.DECIMAL_OR_GROUPED_COMMA;
        whole.removeIf(format -> !WHOLE.contains(format) && format != grouped);
        return whole;
    }
}
