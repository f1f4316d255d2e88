package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.DecimalMark;
import io.allasflow.clean.engine.cell.Marking;
import java.util.EnumSet;
import java.util.Set;

/// What a person should look at, since the cells alone do not tell.
public enum Doubt {
    /// Every decimal comma could as well group thousands: `1,234`.
    COMMA_COULD_GROUP_THOUSANDS,
    /// Every decimal point could as well group thousands: `1.234`.
    POINT_COULD_GROUP_THOUSANDS,
    /// Every comma could as well be a decimal one, but was taken to group thousands.
    COMMA_COULD_BE_DECIMAL,
    DECIMAL_POINT_AND_COMMA,
    DAY_OR_MONTH_FIRST,
    LEADING_ZEROS,
    /// `1E5` may be a number or a code.
    CODES_LIKE_EXPONENTS,
    /// Hardly anything but numbers of 16 digits and more, which were left text.
    LONG_NUMBERS,
    /// Whole numbers that hardly repeat and lie close together, taken to name things: their missing cells stay missing.
    NUMBERED,
    /// Amounts in several currencies, which were left text.
    SEVERAL_CURRENCIES,
    /// Percentages among plain numbers.
    PERCENT_AND_PLAIN,
    /// Parentheses that do not clearly mean a minus sign.
    PARENTHESES,
    /// Datetimes with a zone and datetimes without.
    ZONED_AND_LOCAL,
    /// One category in several spellings: `Paid`, `paid`.
    LETTER_CASE;

    private static final Set<CellFormat> SLASHED = EnumSet.of(CellFormat.DATE_DAY_OR_MONTH_FIRST,
            CellFormat.DATETIME_DAY_OR_MONTH_FIRST);
    private static final Set<CellFormat> GROUPED_BY_COMMA = EnumSet.of(CellFormat.DECIMAL_OR_GROUPED_COMMA);
    private static final Set<CellFormat> WITH_POINT = EnumSet.range(CellFormat.DECIMAL_POINT,
            CellFormat.EXPONENT_POINT);
    private static final Set<CellFormat> WITH_COMMA = EnumSet.range(CellFormat.DECIMAL_COMMA,
            CellFormat.EXPONENT_COMMA);

    /// @param threshold share of the cells that makes a type
    static Set<Doubt> of(ColumnProfile profile, TypeDecision decision, double threshold) {
        var doubts = EnumSet.noneOf(Doubt.class);
        if (profile.settings().type() == ColumnType.TEXT || decision.declared() != null) {
            return doubts;
        }
        var counts = profile.formats();
        var type = decision.type();
        var isText = type == ColumnType.TEXT;
        var markings = EnumSet.allOf(Marking.class);
        var points = counts.of(WITH_POINT, markings);
        var commas = counts.of(WITH_COMMA, markings);
        var isInferred = profile.settings().type() == null;
        if (isInferred && type == ColumnType.DECIMAL
                && (decision.mark() == DecimalMark.COMMA ? commas : points) > 0
                && !isProven(counts, decision)) {
            doubts.add(decision.mark() == DecimalMark.COMMA
                    ? COMMA_COULD_GROUP_THOUSANDS
                    : POINT_COULD_GROUP_THOUSANDS);
        }
        if (isInferred && type.isNumeric() && decision.mark() == DecimalMark.POINT
                && counts.of(GROUPED_BY_COMMA, decision.markings()) > 0
                && decision.accepted().containsAll(GROUPED_BY_COMMA) && !isProven(counts, decision)) {
            doubts.add(COMMA_COULD_BE_DECIMAL);
        }
        if ((isText || type.isNumeric()) && points > 0 && commas > 0 && isMixed(counts, decision)) {
            doubts.add(DECIMAL_POINT_AND_COMMA);
        }
        if (counts.of(SLASHED) > 0 && (isText || !decision.accepted().containsAll(SLASHED))) {
            doubts.add(DAY_OR_MONTH_FIRST);
        }
        if (isText && counts.of(CellFormat.CODE) > 0 && counts.of(CellFormat.INTEGER) > 0) {
            doubts.add(LEADING_ZEROS);
        }
        if (isText && profile.marks().hasCodesLikeExponents(counts)
                && 2 * counts.of(NumberMarks.NUMBERS) > counts.total()) {
            doubts.add(CODES_LIKE_EXPONENTS);
        }
        if (isText && counts.of(CellFormat.LONG_INTEGER) > 0
                && counts.of(CellFormat.LONG_INTEGER) >= threshold * counts.total()) {
            doubts.add(LONG_NUMBERS);
        }
        if (profile.marks().severalCurrencies()) {
            doubts.add(SEVERAL_CURRENCIES);
        }
        if (counts.of(Marking.PERCENT) > 0 && (isText || type.isNumeric())
                && counts.of(NumberMarks.NUMBERS) > 0) {
            doubts.add(PERCENT_AND_PLAIN);
        }
        if (counts.of(Marking.ACCOUNTING) > 0 && (isText || type.isNumeric())
                && (isText || !decision.markings().contains(Marking.ACCOUNTING))) {
            doubts.add(PARENTHESES);
        }
        if (type == ColumnType.DATETIME && profile.zoned() > 0 && profile.zoned() < counts.of(decision.accepted())) {
            doubts.add(ZONED_AND_LOCAL);
        }
        if (isText && profile.spellings().deviating() > 0) {
            doubts.add(LETTER_CASE);
        }
        return doubts;
    }

    /// Whether some number has a mark that can only be the decimal one.
    private static boolean isProven(FormatCounts counts, TypeDecision decision) {
        var proof = EnumSet.copyOf(decision.mark() == DecimalMark.COMMA ? WITH_COMMA : WITH_POINT);
        proof.removeAll(EnumSet.of(CellFormat.DECIMAL_OR_GROUPED_COMMA, CellFormat.DECIMAL_OR_GROUPED_POINT));
        proof.add(decision.mark() == DecimalMark.COMMA ? CellFormat.GROUPED_POINT : CellFormat.GROUPED_COMMA);
        return counts.of(proof, EnumSet.allOf(Marking.class)) > 0;
    }

    /// `1.5` and `1,5`, or `1.234` and `1,234`; not `1.234` and `1,5`, of which the first can be grouped.
    private static boolean isMixed(FormatCounts counts, TypeDecision decision) {
        return decision.type() == ColumnType.TEXT
                || NumberReading.points(counts) > 0 && NumberReading.commas(counts) > 0
                || !decision.accepted().contains(decision.mark() == DecimalMark.COMMA
                        ? CellFormat.DECIMAL_OR_GROUPED_POINT
                        : CellFormat.DECIMAL_OR_GROUPED_COMMA);
    }
}
