package io.allasflow.clean.engine.column;

import static io.allasflow.clean.engine.cell.CellFormat.DECIMAL_OR_GROUPED_COMMA;
import static io.allasflow.clean.engine.cell.CellFormat.DECIMAL_OR_GROUPED_POINT;

import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.DecimalMark;
import java.util.EnumSet;
import java.util.Set;

/// Formats whose numbers are accepted or refused together, and read alike.
enum NumberGroup {
    WHOLE(EnumSet.range(CellFormat.ZERO_ONE, CellFormat.GROUPED_APOSTROPHE)),
    GROUPED_COMMA(EnumSet.of(CellFormat.GROUPED_COMMA)),
    GROUPED_POINT(EnumSet.of(CellFormat.GROUPED_POINT)),
    CODE(EnumSet.of(CellFormat.CODE)),
    CODE_DECIMAL(EnumSet.of(CellFormat.CODE_DECIMAL)),
    POINT(EnumSet.of(CellFormat.DECIMAL_POINT, CellFormat.GROUPED_COMMA_DECIMAL_POINT,
            CellFormat.GROUPED_SPACE_DECIMAL_POINT, CellFormat.GROUPED_APOSTROPHE_DECIMAL_POINT,
            CellFormat.EXPONENT_POINT)),
    OPEN_POINT(EnumSet.of(DECIMAL_OR_GROUPED_POINT)),
    COMMA(EnumSet.of(CellFormat.DECIMAL_COMMA, CellFormat.GROUPED_POINT_DECIMAL_COMMA,
            CellFormat.GROUPED_SPACE_DECIMAL_COMMA, CellFormat.EXPONENT_COMMA)),
    OPEN_COMMA(EnumSet.of(DECIMAL_OR_GROUPED_COMMA)),
    EXPONENT(EnumSet.of(CellFormat.EXPONENT));

    static final NumberGroup[] ALL = values();
    private static final NumberGroup[] BY_FORMAT = new NumberGroup[CellFormat.values().length];

    static {
        for (var group : ALL) {
            group.formats.forEach(format -> BY_FORMAT[format.ordinal()] = group);
        }
    }

    private final Set<CellFormat> formats;

    NumberGroup(Set<CellFormat> formats) {
        this.formats = formats;
    }

    /// Null if the format is none of a number's.
    static NumberGroup of(CellFormat format) {
        return BY_FORMAT[format.ordinal()];
    }

    /// The mark that its cells are collected with.
    DecimalMark collectedAs() {
        return this == OPEN_COMMA ? DecimalMark.COMMA : DecimalMark.POINT;
    }

    boolean isAccepted(TypeDecision decision) {
        return decision.accepted().containsAll(formats);
    }

    /// Whether what was collected as a decimal (1.234) turned out to be thousands (1234).
    boolean isThousandfold(TypeDecision decision) {
        return (this == OPEN_POINT || this == OPEN_COMMA) && decision.mark() != collectedAs();
    }
}
