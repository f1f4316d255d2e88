package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.cell.CellFormat;
import java.util.EnumSet;
import java.util.Set;

/// Decides a column's type from the formats of all its cells.
final class TypeInference {
    private static final Set<CellFormat> CODES = EnumSet.of(CellFormat.CODE, CellFormat.CODE_DECIMAL);
    private static final Set<CellFormat> BOOLEANS = EnumSet.range(CellFormat.BOOLEAN_TRUE_FALSE,
            CellFormat.BOOLEAN_SANT_FALSKT);
    private static final Set<CellFormat> TIMES = EnumSet.of(CellFormat.TIME, CellFormat.TIME_AM_PM);
    private static final Set<CellFormat> DATES = EnumSet.range(CellFormat.DATE_YEAR_FIRST,
            CellFormat.DATE_DAY_OR_MONTH_FIRST);
    private static final Set<CellFormat> DATETIMES = EnumSet.range(CellFormat.DATETIME_YEAR_FIRST,
            CellFormat.DATETIME_DAY_OR_MONTH_FIRST);

    /// Share of the cells from which a type is near: below, a column is mixed.
    private static final double NEAR = 0.8;

    private final FormatCounts counts;
    private final NumberReading numbers;
    private final boolean severalCurrencies;
    private final boolean codesLikeExponents;
    private final Set<CellFormat> booleans;
    private final Set<CellFormat> dates;
    private final boolean dayFirst;

    TypeInference(ColumnProfile profile) {
        counts = profile.formats();
        numbers = NumberReading.of(counts, profile.marks(), profile.settings().type());
        severalCurrencies = profile.marks().severalCurrencies();
        codesLikeExponents = profile.marks().hasCodesLikeExponents(counts);
        booleans = booleans(profile.booleanWords());
        var days = counts.of(CellFormat.DATE_DAY_FIRST) + counts.of(CellFormat.DATETIME_DAY_FIRST);
        var months = counts.of(CellFormat.DATE_MONTH_FIRST) + counts.of(CellFormat.DATETIME_MONTH_FIRST);
        dayFirst = days >= months;
        dates = dates(days, months);
    }

    /// The narrowest type that at least `threshold` of the non-missing cells fit.
    ///
    /// - A single leading zero (`007`) keeps a column of numbers text, since a number would lose it.
    /// - Numbers of 16 digits and more identify things; a column of nothing else is text. Among shorter ones they are
    ///   integers, with every digit.
    /// - Two currencies keep a column text.
    /// - `1E5` does too, where no other number has a mark or a sign in its exponent.
    /// - `3/4/2021` is read as the column's unambiguous dates are; if there are none, or as many either way, no such
    ///   cell is a date.
    TypeDecision infer(double threshold) {
        var needed = threshold * (counts.total() - counts.of(CellFormat.DECLARED));
        var fitting = counts.of(numbers.accepted(), numbers.markings());
        if (!areNamed(needed) && fits(fitting, needed)) {
            var whole = numbers.whole();
            return counts.of(whole, numbers.markings()) == fitting
                    ? TypeDecision.number(ColumnType.INTEGER, whole, numbers)
                    : TypeDecision.number(ColumnType.DECIMAL, numbers.accepted(), numbers);
        }
        if (fits(counts.of(booleans), needed)) {
            return TypeDecision.plain(ColumnType.BOOLEAN, booleans, true);
        }
        if (fits(counts.of(TIMES), needed)) {
            return TypeDecision.plain(ColumnType.TIME, TIMES, true);
        }
        if (fits(counts.of(dates), needed)) {
            var hasTime = counts.of(only(dates, DATETIMES)) > 0;
            return TypeDecision.plain(hasTime ? ColumnType.DATETIME : ColumnType.DATE,
                    hasTime ? dates : only(dates, DATES), dayFirst);
        }
        return TypeDecision.text();
    }

    /// The type that would be inferred if fewer cells were enough.
    ///
    /// @return null if there is none
    NearType near() {
        var type = infer(NEAR).type();
        return switch (type) {
            case INTEGER, DECIMAL -> new NearType(type, counts.of(numbers.accepted(), numbers.markings()));
            case BOOLEAN -> new NearType(type, counts.of(booleans));
            case TIME -> new NearType(type, counts.of(TIMES));
            case DATE, DATETIME -> new NearType(type, counts.of(dates));
            case TEXT -> null;
        };
    }

    /// Whether the digits name things.
    private boolean areNamed(double needed) {
        return counts.of(CODES) > 0 || fits(counts.of(CellFormat.LONG_INTEGER), needed) || severalCurrencies
                || codesLikeExponents;
    }

    /// The type that the settings say, whatever share of the cells fits it.
    TypeDecision declared(ColumnType type) {
        return switch (type) {
            case INTEGER -> TypeDecision.number(type, with(numbers.whole(), EnumSet.of(CellFormat.CODE)), numbers);
            case DECIMAL -> TypeDecision.number(type, with(numbers.accepted(), CODES), numbers);
            case BOOLEAN -> TypeDecision.plain(type, with(BOOLEANS, EnumSet.of(CellFormat.ZERO_ONE)), true);
            case DATE -> TypeDecision.plain(type, only(dates, DATES), dayFirst);
            case DATETIME -> TypeDecision.plain(type, dates, dayFirst);
            case TIME -> TypeDecision.plain(type, TIMES, true);
            case TEXT -> TypeDecision.text();
        };
    }

    private static boolean fits(long fitting, double needed) {
        return fitting > 0 && fitting >= needed;
    }

    /// A word counts only where its opposite occurs: a column of nothing but `no` may be Norway. `true` and `false`
    /// mean nothing else.
    private static Set<CellFormat> booleans(int words) {
        var pairs = EnumSet.noneOf(CellFormat.class);
        for (var format : BOOLEANS) {
            var pair = words >> 2 * (format.ordinal() - CellFormat.BOOLEAN_TRUE_FALSE.ordinal()) & 3;
            if (pair == 3 || pair > 0 && format == CellFormat.BOOLEAN_TRUE_FALSE) {
                pairs.add(format);
            }
        }
        return pairs;
    }

    private static Set<CellFormat> dates(long days, long months) {
        var dates = EnumSet.of(CellFormat.DATE_YEAR_FIRST, CellFormat.DATE_DOTTED, CellFormat.DATE_NAMED,
                CellFormat.DATETIME_YEAR_FIRST, CellFormat.DATETIME_DOTTED, CellFormat.DATETIME_NAMED);
        if (days != months) {
            dates.add(days > months ? CellFormat.DATE_DAY_FIRST : CellFormat.DATE_MONTH_FIRST);
            dates.add(days > months ? CellFormat.DATETIME_DAY_FIRST : CellFormat.DATETIME_MONTH_FIRST);
            dates.add(CellFormat.DATE_DAY_OR_MONTH_FIRST);
            dates.add(CellFormat.DATETIME_DAY_OR_MONTH_FIRST);
        }
        return dates;
    }

    private static Set<CellFormat> only(Set<CellFormat> formats, Set<CellFormat> others) {
        var only = EnumSet.copyOf(formats);
        only.retainAll(others);
        return only;
    }

    private static Set<CellFormat> with(Set<CellFormat> formats, Set<CellFormat> others) {
        var both = EnumSet.copyOf(formats);
        both.addAll(others);
        return both;
    }
}
