package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.Marking;
import io.allasflow.clean.engine.cell.NumberText;
import java.util.EnumSet;
import java.util.Set;

/// What stands around the numbers of a column, over the whole column.
final class NumberMarks {
    static final Set<CellFormat> NUMBERS = EnumSet.range(CellFormat.ZERO_ONE, CellFormat.EXPONENT);
    private static final Set<CellFormat> WITH_MARK = EnumSet.range(CellFormat.DECIMAL_POINT, CellFormat.EXPONENT_COMMA);
    private static final Set<Marking> CURRENCIES = EnumSet.of(Marking.CURRENCY, Marking.ACCOUNTING_CURRENCY);
    private static final Set<Marking> ACCOUNTING = EnumSet.of(Marking.ACCOUNTING, Marking.ACCOUNTING_CURRENCY);

    private static final int GROUP = 3;

    private String currency;
    private boolean severalCurrencies;
    private boolean hasMinus;
    private boolean hasHundreds;
    private boolean hasThousands;
    private boolean hasBareExponents;
    private boolean hasOtherExponents;

    void add(CellFormat format, NumberText number) {
        hasMinus |= number.isNegative();
        if (format == CellFormat.INTEGER || format == CellFormat.LONG_INTEGER) {
            hasHundreds |= number.wholeDigits() <= GROUP;
            hasThousands |= number.wholeDigits() > GROUP;
        } else if (format == CellFormat.EXPONENT) {
            hasBareExponents |= number.isBareExponent();
            hasOtherExponents |= !number.isBareExponent();
        }
        if (CURRENCIES.contains(number.marking())) {
            severalCurrencies |= currency != null && !currency.equals(number.unit());
            currency = number.unit();
        }
    }

    void addAll(NumberMarks others) {
        hasMinus |= others.hasMinus;
        hasHundreds |= others.hasHundreds;
        hasThousands |= others.hasThousands;
        hasBareExponents |= others.hasBareExponents;
        hasOtherExponents |= others.hasOtherExponents;
        if (others.currency != null) {
            severalCurrencies |= others.severalCurrencies || currency != null && !currency.equals(others.currency);
            currency = others.currency;
        }
    }

    /// Whether whole numbers without any mark, of which there are some, are as one who groups thousands writes them: none
    /// has more than three digits. 0 and 1 tell nothing.
    boolean isWrittenInGroups() {
        return hasHundreds && !hasThousands;
    }

    /// Whether there are `1E5` and the like, and nothing says that the column's numbers have decimals or exponents at all.
    boolean hasCodesLikeExponents(FormatCounts counts) {
        return hasBareExponents && !hasOtherExponents && counts.of(WITH_MARK, EnumSet.allOf(Marking.class)) == 0;
    }

    boolean severalCurrencies() {
        return severalCurrencies;
    }

    /// - Percentages are not mixed with plain numbers: 0.12 may be 12 %.
    /// - Numbers without a currency are in that of the others.
    /// - Parentheses mean a minus where there are numbers without, and none of the column has a minus sign.
    Set<Marking> accepted(FormatCounts counts) {
        var plain = counts.of(NUMBERS) + counts.of(Marking.CURRENCY);
        if (counts.of(Marking.PERCENT) > plain) {
            return EnumSet.of(Marking.PERCENT);
        }
        var accepted = EnumSet.of(Marking.PLAIN);
        if (currency != null && !severalCurrencies) {
            accepted.addAll(CURRENCIES);
        }
        if (hasMinus || plain < counts.of(Marking.ACCOUNTING) + counts.of(Marking.ACCOUNTING_CURRENCY)) {
            accepted.removeAll(ACCOUNTING);
        } else {
            accepted.add(Marking.ACCOUNTING);
        }
        return accepted;
    }

    String unit(Set<Marking> markings) {
        return markings.contains(Marking.PERCENT) ? "%" : markings.contains(Marking.CURRENCY) ? currency : null;
    }
}
