package io.allasflow.clean.engine.report;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.QualityReport;
import io.allasflow.clean.engine.QualityReport.Scores;
import io.allasflow.clean.engine.QualityReport.Verdict;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.table.TablePlan;
import io.allasflow.clean.engine.table.WriteResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// The scores of a table and what they amount to. They are of the rows kept: neither rejected, empty nor duplicates.
/// Dropped columns count too.
final class Scoring {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Scoring() {}

    static Scores scores(TablePlan plan, WriteResult result) {
        var present = sum(plan, ColumnPlan::present);
        var usable = result.read() - result.empty() - result.rejected();
        var completeness = percent(present, present + sum(plan, ColumnPlan::missing));
        var uniqueness = percent(usable - result.duplicates(), usable);
        var validity = percent(sum(plan, ColumnPlan::valid), present);
        var consistency = percent(sum(plan, ColumnPlan::consistent), present);
        var overall = Stream.of(completeness, uniqueness, validity, consistency).map(BigDecimal::valueOf)
                .reduce(BigDecimal.ZERO, BigDecimal::add).divide(BigDecimal.valueOf(4), 2, RoundingMode.HALF_EVEN);
        return new Scores(completeness, uniqueness, validity, consistency, overall.doubleValue());
    }

    /// Fails below the failing overall score, or if none of the rows could be used; otherwise warns if any score, or the
    /// share of the rows that could be used, misses its threshold. The scores themselves are about the rows used.
    static Verdict verdict(Scores scores, QualityReport.Rows rows, CleanSettings.Quality thresholds) {
        long filled = rows.read() - rows.empty();
        if (scores.overall() < thresholds.fail() || rows.read() > 0 && rows.written() == 0) {
            return Verdict.FAIL;
        }
        var passes = scores.completeness() >= thresholds.completeness()
                && scores.uniqueness() >= thresholds.uniqueness() && scores.validity() >= thresholds.validity()
                && scores.consistency() >= thresholds.consistency()
                && percent(filled - rows.rejected(), filled) >= thresholds.validity();
        return passes ? Verdict.PASS : Verdict.WARN;
    }

    /// Rounded half-even to two decimals; 100 of nothing, since nothing is wrong with it.
    static double percent(long part, long whole) {
        return whole == 0
                ? 100
                : BigDecimal.valueOf(part).multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_EVEN).doubleValue();
    }

    private static long sum(TablePlan plan, ToLongFunction<ColumnPlan> figure) {
        return plan.columns().stream().mapToLong(figure).sum();
    }
}
