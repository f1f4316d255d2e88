package io.allasflow.clean.engine.column;

import static io.allasflow.clean.engine.cell.CellFormat.BOOLEAN_TRUE_FALSE;
import static io.allasflow.clean.engine.cell.CellFormat.BOOLEAN_YES_NO;
import static io.allasflow.clean.engine.cell.CellFormat.CODE;
import static io.allasflow.clean.engine.cell.CellFormat.DATETIME_DAY_FIRST;
import static io.allasflow.clean.engine.cell.CellFormat.DATETIME_DAY_OR_MONTH_FIRST;
import static io.allasflow.clean.engine.cell.CellFormat.DATETIME_DOTTED;
import static io.allasflow.clean.engine.cell.CellFormat.DATETIME_MONTH_FIRST;
import static io.allasflow.clean.engine.cell.CellFormat.DATETIME_YEAR_FIRST;
import static io.allasflow.clean.engine.cell.CellFormat.DATE_DAY_FIRST;
import static io.allasflow.clean.engine.cell.CellFormat.DATE_DAY_OR_MONTH_FIRST;
import static io.allasflow.clean.engine.cell.CellFormat.DATE_DOTTED;
import static io.allasflow.clean.engine.cell.CellFormat.DATE_MONTH_FIRST;
import static io.allasflow.clean.engine.cell.CellFormat.DATE_YEAR_FIRST;
import static io.allasflow.clean.engine.cell.CellFormat.DECIMAL_COMMA;
import static io.allasflow.clean.engine.cell.CellFormat.DECIMAL_EXPONENT;
import static io.allasflow.clean.engine.cell.CellFormat.DECIMAL_POINT;
import static io.allasflow.clean.engine.cell.CellFormat.GROUPED;
import static io.allasflow.clean.engine.cell.CellFormat.INTEGER;

import io.allasflow.clean.engine.cell.CellFormat;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// A column's type and which of its cells have it.
///
/// @param accepted formats whose cells are valid; every other non-missing cell is invalid
/// @param dayFirst how to read `3/4/2021`
public record TypeDecision(ColumnType type, Set<CellFormat> accepted, boolean dayFirst) {
    private static final Set<CellFormat> BOOLEANS = EnumSet.of(BOOLEAN_TRUE_FALSE, BOOLEAN_YES_NO);
    private static final Set<CellFormat> DATETIMES = EnumSet.range(DATETIME_YEAR_FIRST, DATETIME_DAY_OR_MONTH_FIRST);

    /// The narrowest type that at least `threshold` of the non-missing cells fit.
    ///
    /// - A single leading zero (`007`) keeps a column of numbers text, since a number would lose it.
    /// - A comma is a decimal comma only if no cell has a decimal point or groups thousands.
    /// - `3/4/2021` is read as the column's unambiguous dates are; if there are none, or as many either way, no such
    ///   cell is a date.
    public static TypeDecision of(FormatCounts counts, double threshold) {
        var needed = threshold * counts.total();
        var numbers = numbers(counts);
        if (counts.of(CODE) == 0 && fits(counts, numbers, needed)) {
            return counts.of(numbers) == counts.of(INTEGER)
                    ? new TypeDecision(ColumnType.INTEGER, EnumSet.of(INTEGER), true)
                    : new TypeDecision(ColumnType.DECIMAL, numbers, true);
        }
        if (fits(counts, BOOLEANS, needed)) {
            return new TypeDecision(ColumnType.BOOLEAN, BOOLEANS, true);
        }
        var dayFirst = counts.of(DATE_DAY_FIRST) + counts.of(DATETIME_DAY_FIRST);
        var monthFirst = counts.of(DATE_MONTH_FIRST) + counts.of(DATETIME_MONTH_FIRST);
        var dates = dates(dayFirst, monthFirst);
        if (fits(counts, dates, needed)) {
            var type = Collections.disjoint(dates, DATETIMES) || counts.of(dates) == dateOnly(counts, dates)
                    ? ColumnType.DATE
                    : ColumnType.DATETIME;
            return new TypeDecision(type, dates, dayFirst >= monthFirst);
        }
        return new TypeDecision(ColumnType.TEXT, EnumSet.allOf(CellFormat.class), true);
    }

    private static boolean fits(FormatCounts counts, Set<CellFormat> formats, double needed) {
        var fitting = counts.of(formats);
        return fitting > 0 && fitting >= needed;
    }

    private static Set<CellFormat> numbers(FormatCounts counts) {
        var isComma = counts.of(DECIMAL_COMMA) > 0
                && counts.of(DECIMAL_POINT) + counts.of(DECIMAL_EXPONENT) + counts.of(GROUPED) == 0;
        return isComma ? EnumSet.of(INTEGER, DECIMAL_COMMA) : EnumSet.of(INTEGER, DECIMAL_POINT, DECIMAL_EXPONENT);
    }

    private static Set<CellFormat> dates(long dayFirst, long monthFirst) {
        var dates = EnumSet.of(DATE_YEAR_FIRST, DATE_DOTTED, DATETIME_YEAR_FIRST, DATETIME_DOTTED);
        if (dayFirst > monthFirst) {
            dates.addAll(
                    Set.of(DATE_DAY_FIRST, DATE_DAY_OR_MONTH_FIRST, DATETIME_DAY_FIRST, DATETIME_DAY_OR_MONTH_FIRST));
        } else if (monthFirst > dayFirst) {
            dates.addAll(
                    Set.of(DATE_MONTH_FIRST, DATE_DAY_OR_MONTH_FIRST, DATETIME_MONTH_FIRST,
                            DATETIME_DAY_OR_MONTH_FIRST));
        }
        return dates;
    }

    private static long dateOnly(FormatCounts counts, Set<CellFormat> dates) {
        return dates.stream().filter(format -> !DATETIMES.contains(format)).mapToLong(counts::of).sum();
    }
}
