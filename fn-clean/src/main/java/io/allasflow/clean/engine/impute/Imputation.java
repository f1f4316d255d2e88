package io.allasflow.clean.engine.impute;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/// What becomes of a column's missing cells.
public sealed interface Imputation {
    ImputationMethod method();

    /// Each gets the same value.
    record Value(ImputationMethod method, String value) implements Imputation {}

    /// To be worked out in a pass of its own.
    record Wanted(ImputationMethod method) implements Imputation {}

    /// They stay missing, though the settings say otherwise.
    ///
    /// @param problem why, for the reader
    record Kept(ImputationMethod method, String problem) implements Imputation {}

    record Previous(Gaps gaps) implements Imputation {
        @Override
        public ImputationMethod method() {
            return ImputationMethod.PREVIOUS;
        }

        /// @return null if no row before has a value
        public String value(int row) {
            var gap = gaps.at(row);
            return gap == null ? null : gap.before().value();
        }
    }

    /// @param by index of the column of times
    /// @param decimals that a value is rounded to
    record Interpolated(Gaps gaps, int by, int decimals) implements Imputation {
        @Override
        public ImputationMethod method() {
            return ImputationMethod.INTERPOLATE;
        }

        /// @param time the row's; null if it has none
        /// @return null if the row is not between two that have a value, by its place and by its time
        public String value(int row, Instant time) {
            var gap = gaps.at(row);
            if (gap == null || gap.after() == null || time == null || time.isBefore(gap.before().time())
                    || time.isAfter(gap.after().time()) || !gap.before().time().isBefore(gap.after().time())) {
                return null;
            }
            var before = Moments.number(gap.before().value());
            var step = Moments.number(gap.after().value()).subtract(before);
            var start = seconds(gap.before().time());
            return Moments.plain(before.add(step.multiply(seconds(time).subtract(start))
                    .divide(seconds(gap.after().time()).subtract(start), Moments.PRECISION))
                    .setScale(decimals, RoundingMode.HALF_EVEN));
        }

        private static BigDecimal seconds(Instant time) {
            return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
        }
    }
}
