package io.allasflow.clean.engine.column;

import io.allasflow.clean.engine.cell.CellFormat;
import io.allasflow.clean.engine.cell.NumberText;
import java.util.Set;

/// What the first pass learns of one column, from the rows that are kept. Memory: the two [Quantiles], and some
/// hundred bytes.
public final class ColumnProfile {
    private final FormatCounts formats = new FormatCounts();
    private final boolean identifier;
    private final Quantiles plainNumbers;
    private final int quantileCapacity;
    /// Apart, because a decimal point later in the column may yet prove that the comma is none.
    private Quantiles commaNumbers;
    private boolean commasCouldGroup = true;
    private long missing;

    /// @param identifier an identifier's numbers are neither imputed nor judged, so they are not collected
    public ColumnProfile(boolean identifier, int quantileCapacity) {
        this.identifier = identifier;
        this.quantileCapacity = quantileCapacity;
        this.plainNumbers = new Quantiles(quantileCapacity);
    }

    /// The profile of some rows, to be added to that of all by [#addAll]: it holds all their numbers.
    public static ColumnProfile ofSome(boolean identifier) {
        return new ColumnProfile(identifier, Integer.MAX_VALUE);
    }

    public void addMissing() {
        missing++;
    }

    /// @param text the clean, non-missing cell
    /// @param isClean whether the raw cell was the same text
    public void add(String text, CellFormat format, boolean isClean) {
        formats.add(format, isClean);
        if (!identifier) {
            collect(text, format);
        }
    }

    /// Adds what [#ofSome] of the rows that follow gave: the same as adding their cells one by one.
    public void addAll(ColumnProfile some) {
        missing += some.missing;
        formats.addAll(some.formats);
        plainNumbers.addAll(some.plainNumbers);
        if (some.commaNumbers != null) {
            commaNumbers().addAll(some.commaNumbers);
            commasCouldGroup &= some.commasCouldGroup;
        }
    }

    public long missing() {
        return missing;
    }

    public FormatCounts formats() {
        return formats;
    }

    /// Whether every decimal comma of the column could as well group thousands.
    public boolean commasCouldGroup() {
        return commaNumbers != null && commasCouldGroup;
    }

    /// The column's numbers, once all are seen; the profile takes no more afterwards.
    public Quantiles numbers(Set<CellFormat> accepted) {
        if (commaNumbers != null && accepted.contains(CellFormat.DECIMAL_COMMA)) {
            plainNumbers.addAll(commaNumbers);
            commaNumbers = null;
        }
        return plainNumbers;
    }

    private void collect(String text, CellFormat format) {
        switch (format) {
            case INTEGER, DECIMAL_POINT, DECIMAL_EXPONENT -> plainNumbers.add(value(text, format));
            case DECIMAL_COMMA -> {
                commaNumbers().add(value(text, format));
                commasCouldGroup &= NumberText.couldBeGrouped(text);
            }
            case TEXT, CODE, GROUPED, BOOLEAN_TRUE_FALSE, BOOLEAN_YES_NO, DATE_YEAR_FIRST, DATE_DOTTED, DATE_DAY_FIRST,
                    DATE_MONTH_FIRST, DATE_DAY_OR_MONTH_FIRST, DATETIME_YEAR_FIRST, DATETIME_DOTTED, DATETIME_DAY_FIRST,
                    DATETIME_MONTH_FIRST, DATETIME_DAY_OR_MONTH_FIRST ->
                {
                }
        }
    }

    private Quantiles commaNumbers() {
        if (commaNumbers == null) {
            commaNumbers = new Quantiles(quantileCapacity);
        }
        return commaNumbers;
    }

    private static double value(String text, CellFormat format) {
        return NumberText.value(NumberText.canonical(text, format));
    }
}
