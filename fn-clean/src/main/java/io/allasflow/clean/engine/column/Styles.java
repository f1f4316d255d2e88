package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.Marking;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which formats of a type are one way of writing it, for telling how consistently a column is written: whole numbers
/// go with any style of decimals, ungrouped ones with any grouping, ambiguous dates with the style they are read in.
final class Styles {
    private static final Set<CellFormat> WHOLE = EnumSet.of(CellFormat.ZERO_ONE, CellFormat.INTEGER,
            CellFormat.LONG_INTEGER);
    private static final Set<CellFormat> UNGROUPED = EnumSet.of(CellFormat.ZERO_ONE, CellFormat.INTEGER,
            CellFormat.LONG_INTEGER, CellFormat.DECIMAL_POINT, CellFormat.DECIMAL_OR_GROUPED_POINT,
            CellFormat.DECIMAL_COMMA, CellFormat.DECIMAL_OR_GROUPED_COMMA);
    private static final List<Set<CellFormat>> NUMBERS = List.of(
            with(UNGROUPED, CellFormat.GROUPED_SPACE, CellFormat.GROUPED_SPACE_DECIMAL_POINT,
                    CellFormat.GROUPED_SPACE_DECIMAL_COMMA),
            with(UNGROUPED, CellFormat.GROUPED_APOSTROPHE, CellFormat.GROUPED_APOSTROPHE_DECIMAL_POINT),
            with(UNGROUPED, CellFormat.GROUPED_COMMA, CellFormat.GROUPED_POINT,
                    CellFormat.GROUPED_COMMA_DECIMAL_POINT, CellFormat.GROUPED_POINT_DECIMAL_COMMA),
            with(WHOLE, CellFormat.EXPONENT, CellFormat.EXPONENT_POINT, CellFormat.EXPONENT_COMMA));
    private static final Set<CellFormat> OPEN_DATES = EnumSet.of(CellFormat.DATE_DAY_OR_MONTH_FIRST,
            CellFormat.DATETIME_DAY_OR_MONTH_FIRST);

    private Styles() {}

    /// The commonest format among the valid cells; null in a text column and in one without valid cells.
    static CellFormat dominant(FormatCounts counts, TypeDecision decision) {
        CellFormat dominant = null;
        var most = 0L;
        for (var style : names(decision)) {
            var count = counts.of(style, decision.markings());
            if (count > most) {
                dominant = style.iterator().next();
                most = count;
            }
        }
        return dominant == CellFormat.ZERO_ONE && decision.type().isNumeric() ? CellFormat.INTEGER : dominant;
    }

    /// Valid cells in the commonest style, currencies and `%` part of it, without stray white space.
    static long consistent(FormatCounts counts, TypeDecision decision) {
        if (decision.type() == ColumnType.TEXT) {
            return counts.cleanOf(decision.accepted(), decision.markings());
        }
        var most = 0L;
        for (var style : styles(decision)) {
            var accepted = EnumSet.copyOf(style);
            accepted.retainAll(decision.accepted());
            for (var marked : List.of(EnumSet.of(Marking.PLAIN, Marking.ACCOUNTING),
                    EnumSet.of(Marking.CURRENCY, Marking.ACCOUNTING_CURRENCY), EnumSet.of(Marking.PERCENT))) {
                marked.retainAll(decision.markings());
                most = Math.max(most, counts.cleanOf(accepted, marked));
            }
        }
        return most;
    }

    /// Sets of formats that go by the name of their first.
    private static List<Set<CellFormat>> names(TypeDecision decision) {
        var names = new ArrayList<Set<CellFormat>>();
        if (decision.type() == ColumnType.TEXT) {
            return names;
        }
        if (decision.type() == ColumnType.INTEGER) {
            names.add(WHOLE);
        }
        for (var format : decision.accepted()) {
            if (!(decision.type().isNumeric() && WHOLE.contains(format)) && !OPEN_DATES.contains(format)) {
                names.add(named(format));
            }
        }
        return names;
    }

    private static Set<CellFormat> named(CellFormat format) {
        return switch (format) {
            case DATE_DAY_FIRST, DATE_MONTH_FIRST -> EnumSet.of(format, CellFormat.DATE_DAY_OR_MONTH_FIRST);
            case DATETIME_DAY_FIRST, DATETIME_MONTH_FIRST -> EnumSet.of(format, CellFormat.DATETIME_DAY_OR_MONTH_FIRST);
            default -> EnumSet.of(format);
        };
    }

    private static List<Set<CellFormat>> styles(TypeDecision decision) {
        return switch (decision.type()) {
            case TEXT -> List.of();
            case INTEGER, DECIMAL -> NUMBERS;
            case BOOLEAN, DATE, DATETIME, TIME -> decision.accepted().stream().map(Styles::named).toList();
        };
    }

    private static Set<CellFormat> with(Set<CellFormat> formats, CellFormat... others) {
        var both = EnumSet.copyOf(formats);
        both.addAll(List.of(others));
        return both;
    }
}
