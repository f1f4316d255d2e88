package io.allasflow.clean.engine.report;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.QualityReport.Definition;
import io.allasflow.clean.engine.QualityReport.Scores;
import io.allasflow.clean.engine.QualityReport.Verdict;
import io.allasflow.clean.engine.QualityReport;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.rule.RuleResult;
import io.allasflow.clean.engine.table.TablePlan;
import io.allasflow.clean.engine.table.WriteResult;
import io.allasflow.core.status.QualityFacts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// The scores of a table and what they amount to. They are of the rows kept: neither rejected, empty nor duplicates.
/// Dropped columns count too.
final class Scoring {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final String COMPLETENESS = "completeness";
    private static final String UNIQUENESS = "uniqueness";
    private static final String VALIDITY = "validity";
    private static final String CONSISTENCY = "consistency";
    private static final String OVERALL = "overall";

    private Scoring() {}

    static Scores scores(TablePlan plan, WriteResult result) {
        var present = sum(plan, ColumnPlan::present);
        var usable = result.read() - result.empty() - result.rejected();
        var completeness = percent(present, present + sum(plan, ColumnPlan::missing));
        var uniqueness = percent(usable - result.duplicates(), usable);
        var violations = LongStream.of(result.extras().rules().brokenCells()).sum();
        var validity = percent(sum(plan, ColumnPlan::valid) - violations, present);
        var consistency = percent(sum(plan, ColumnPlan::consistent), present);
        return new Scores(completeness, uniqueness, validity, consistency,
                mean(completeness, uniqueness, validity, consistency));
    }

    static double mean(double... percents) {
        return DoubleStream.of(percents).mapToObj(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(percents.length), 2, RoundingMode.HALF_EVEN).doubleValue();
    }

    /// Which scores of a column miss their threshold.
    static List<String> below(double completeness, double validity, double consistency,
            CleanSettings.Quality thresholds) {
        var below = new ArrayList<String>();
        if (completeness < thresholds.completeness()) {
            below.add(COMPLETENESS);
        }
        if (validity < thresholds.validity()) {
            below.add(VALIDITY);
        }
        if (consistency < thresholds.consistency()) {
            below.add(CONSISTENCY);
        }
        return List.copyOf(below);
    }

    /// What each score means, in words.
    static List<Definition> definitions(CleanSettings.Quality thresholds) {
        return List.of(
                new Definition(COMPLETENESS, "Share of the cells that are not missing, before any is imputed.",
                        thresholds.completeness()),
                new Definition(UNIQUENESS, "Share of the rows, neither empty nor of the wrong width, that do not "
                        + "repeat an earlier one; of a column, how many of its valid cells are different values.",
                        thresholds.uniqueness()),
                new Definition(VALIDITY, "Share of the non-missing cells that fit their column's type and break no "
                        + "declared rule.", thresholds.validity()),
                new Definition(CONSISTENCY, "Share of the non-missing cells that are in their column's commonest "
                        + "format, without stray white space.", thresholds.consistency()),
                new Definition(OVERALL,
                        "Mean of the scores, which are of the rows kept. Below its threshold, or where more "
                                + "than half of the rows, those that repeat the header aside, are rejected, the verdict is fail; where any other score is below its own, or a "
                                + "rule is broken, it is warn at best.",
                        thresholds.fail()));
    }

    /// Fails below the failing overall score, if none of the rows could be used, if most are rejected, or if a rule is
    /// broken that makes it fail; otherwise warns if any score, or the share of the rows that could be used, misses its threshold, any rule is
    /// broken or judged nothing, most rows are duplicates, there are no rows, or the settings name columns that the table lacks. The scores themselves
    /// are about the rows used.
    ///
    /// @param isSound whether the table has every column that the settings name, and most rows are no duplicates
    static Verdict verdict(Scores scores, QualityReport.Rows rows, List<RuleResult> rules,
            boolean isSound, CleanSettings.Quality thresholds) {
        long filled = rows.read() - rows.empty();
        if (scores.overall() < thresholds.fail() || rows.read() > 0 && rows.written() == 0
                || areMostRejected(rows) || rules.stream().anyMatch(RuleResult::fails)) {
            return Verdict.FAIL;
        }
        var passes = scores.completeness() >= thresholds.completeness()
                && scores.uniqueness() >= thresholds.uniqueness() && scores.validity() >= thresholds.validity()
                && scores.consistency() >= thresholds.consistency()
                && percent(filled - rows.rejected(), filled) >= thresholds.validity();
        return passes && isSound && filled > 0 && rules.stream().allMatch(RuleResult::passed)
                ? Verdict.PASS
                : Verdict.WARN;
    }

    static boolean areMostRejected(QualityReport.Rows rows) {
        return QualityFacts.areMostRejected(rows.read(), rows.empty(), rows.rejected(), rows.headers());
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
