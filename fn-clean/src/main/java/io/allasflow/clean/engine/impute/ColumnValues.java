package io.allasflow.clean.engine.impute;

import io.allasflow.clean.engine.column.Fences;
import java.time.Instant;

/// Works out what a column's missing cells become, and which of its numbers are outliers, from one row after another.
public final class ColumnValues {
    private static final String TOO_MANY_VALUES = "it has too many different values to count them, more than "
            + ValueCounts.MOST + " or " + Limit.MOST_CHARACTERS + " characters over all columns.";
    private static final String TOO_MANY_GAPS = "it has too many runs of missing cells to remember what is around each, "
            + "more than " + Gaps.MOST + " or " + Limit.MOST_CHARACTERS + " characters over all columns.";
    private static final String NO_TIMES = "clean.missing.by in config/pipeline.yaml names no column of dates or "
            + "datetimes of this table.";

    private final ImputationMethod method;
    private final double zscore;
    private final int by;
    private final Moments moments;
    private final ValueCounts counts;
    private final Gaps gaps;

    /// @param method null if nothing is to be imputed
    /// @param zscore how many standard deviations the fences lie from the mean; NaN if none are to be worked out
    /// @param by index of the column of times; negative if there is none
    /// @param columns how many share the memory
    public ColumnValues(ImputationMethod method, double zscore, boolean isNumeric, int by, int columns) {
        this.method = method;
        this.zscore = zscore;
        this.by = by;
        var isBetween = method == ImputationMethod.INTERPOLATE;
        moments = method == ImputationMethod.MEAN || isBetween || !Double.isNaN(zscore) ? new Moments() : null;
        counts = method == ImputationMethod.MODE ? new ValueCounts(isNumeric, columns) : null;
        gaps = isBetween && by >= 0 || method == ImputationMethod.PREVIOUS ? new Gaps(isBetween, columns) : null;
    }

    /// @param cell as the cleaned table has it; null or empty if it is missing
    /// @param time the row's; null if it has none, or none is needed
    public void add(int row, String cell, Instant time) {
        var isMissing = cell == null || cell.isEmpty();
        if (gaps != null) {
            gaps.add(row, cell, time);
        }
        if (moments != null && !isMissing) {
            moments.add(cell);
        }
        if (counts != null && !isMissing) {
            counts.add(cell);
        }
    }

    /// To be called once, after the last row.
    ///
    /// @return null where there is no value to impute
    public Imputation imputation() {
        return switch (method) {
            case MEAN -> moments.count() == 0 ? null : new Imputation.Value(method, moments.roundedMean());
            case MODE -> mode();
            case PREVIOUS -> gaps.finish() ? new Imputation.Previous(gaps) : kept(TOO_MANY_GAPS);
            case INTERPOLATE -> by < 0
                    ? kept(NO_TIMES)
                    : gaps.finish() ? new Imputation.Interpolated(gaps, by, moments.decimals()) : kept(TOO_MANY_GAPS);
            case MEDIAN, CONSTANT, KEEP -> throw new IllegalStateException("needs no pass of its own");
        };
    }

    /// To be called after the last row.
    ///
    /// @return null if there are no numbers
    public Fences fences() {
        return moments.count() == 0 ? null : Fences.of(moments.mean(), moments.deviation(), zscore);
    }

    private Imputation mode() {
        if (counts.isFull()) {
            return kept(TOO_MANY_VALUES);
        }
        var mode = counts.mode();
        return mode == null ? null : new Imputation.Value(method, mode);
    }

    private Imputation kept(String problem) {
        return new Imputation.Kept(method, problem);
    }
}
