package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.cell.CellFormat;
import java.util.EnumSet;
import java.util.Set;

/// What the second pass does to one column, and the figures of the first that the report gives.
///
/// @param position 1-based place in the raw table
/// @param dropped whether the column is left out of the cleaned table
/// @param present cells that are not missing
/// @param valid cells that fit the type
/// @param consistent cells in the dominant format, without stray white space
/// @param dominant the commonest format of the valid cells; null in a text column
/// @param imputation null where missing cells stay missing
/// @param fences null where outliers are not looked for
public record ColumnPlan(String name, String sourceName, int position, boolean identifier, boolean dropped,
        TypeDecision decision, long missing, long present, long valid, long consistent, CellFormat dominant,
        Imputation imputation, Fences fences, boolean approximate, Set<Doubt> doubts) {

    /// What a person should look at, since the cells alone do not tell.
    public enum Doubt {
        COMMA_COULD_GROUP_THOUSANDS,
        DECIMAL_POINT_AND_COMMA,
        DAY_OR_MONTH_FIRST,
        LEADING_ZEROS
    }

    public static ColumnPlan of(String name, String sourceName, int position, boolean dropped, ColumnProfile profile,
            CleanSettings settings) {
        var counts = profile.formats();
        var decision = TypeDecision.of(counts, settings.types().threshold());
        var identifier = ColumnNames.isIdentifier(name);
        var doubts = doubts(profile, decision);
        var numbers = profile.numbers(decision.accepted());
        var dominant = dominant(counts, decision);
        var hasFences = decision.type().isNumeric() && !identifier && !dropped;
        var imputation = dropped
                ? null
                : Imputation.of(decision.type(), identifier, numbers, settings.missing());
        return new ColumnPlan(name, sourceName, position, identifier, dropped, decision, profile.missing(),
                counts.total(), counts.of(decision.accepted()), counts.cleanOf(sameStyle(decision, dominant)),
                dominant,
                imputation, hasFences ? Fences.of(numbers, settings.outliers().fence()) : null,
                decision.type().isNumeric() && numbers.isApproximate(), doubts);
    }

    public ColumnType type() {
        return decision.type();
    }

    private static CellFormat dominant(FormatCounts counts, TypeDecision decision) {
        CellFormat dominant = null;
        var most = 0L;
        for (var format : decision.accepted()) {
            var count = counts.of(sameStyle(decision, format));
            if (isStyle(decision, format) && count > most) {
                dominant = format;
                most = count;
            }
        }
        return dominant;
    }

    /// Any text is in the same style as any other; whole numbers go with any style of decimals, as ambiguous dates do
    /// with the style they are read in.
    private static boolean isStyle(TypeDecision decision, CellFormat format) {
        return switch (decision.type()) {
            case TEXT -> false;
            case DECIMAL -> format != CellFormat.INTEGER;
            case INTEGER, BOOLEAN -> true;
            case DATE, DATETIME -> format != CellFormat.DATE_DAY_OR_MONTH_FIRST
                    && format != CellFormat.DATETIME_DAY_OR_MONTH_FIRST;
        };
    }

    private static Set<CellFormat> sameStyle(TypeDecision decision, CellFormat format) {
        return switch (decision.type()) {
            case TEXT -> decision.accepted();
            case DECIMAL -> EnumSet.of(CellFormat.INTEGER, format);
            case INTEGER, BOOLEAN -> EnumSet.of(format);
            case DATE, DATETIME -> format == CellFormat.DATE_DAY_FIRST || format == CellFormat.DATE_MONTH_FIRST
                    ? EnumSet.of(format, CellFormat.DATE_DAY_OR_MONTH_FIRST)
                    : format == CellFormat.DATETIME_DAY_FIRST || format == CellFormat.DATETIME_MONTH_FIRST
                            ? EnumSet.of(format, CellFormat.DATETIME_DAY_OR_MONTH_FIRST)
                            : EnumSet.of(format);
        };
    }

    private static Set<Doubt> doubts(ColumnProfile profile, TypeDecision decision) {
        var counts = profile.formats();
        var doubts = EnumSet.noneOf(Doubt.class);
        var isText = decision.type() == ColumnType.TEXT;
        if (decision.type() == ColumnType.DECIMAL && decision.accepted().contains(CellFormat.DECIMAL_COMMA)
                && profile.commasCouldGroup()) {
            doubts.add(Doubt.COMMA_COULD_GROUP_THOUSANDS);
        }
        if ((isText || decision.type().isNumeric()) && counts.of(CellFormat.DECIMAL_COMMA) > 0
                && counts.of(CellFormat.DECIMAL_POINT) > 0) {
            doubts.add(Doubt.DECIMAL_POINT_AND_COMMA);
        }
        var slashed = EnumSet.of(CellFormat.DATE_DAY_OR_MONTH_FIRST, CellFormat.DATETIME_DAY_OR_MONTH_FIRST);
        if (counts.of(slashed) > 0 && (isText || !decision.accepted().containsAll(slashed))) {
            doubts.add(Doubt.DAY_OR_MONTH_FIRST);
        }
        if (isText && counts.of(CellFormat.CODE) > 0 && counts.of(CellFormat.INTEGER) > 0) {
            doubts.add(Doubt.LEADING_ZEROS);
        }
        return doubts;
    }
}
