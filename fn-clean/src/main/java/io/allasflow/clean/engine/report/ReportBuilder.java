package io.allasflow.clean.engine.report;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.QualityReport;
import io.allasflow.clean.engine.TableSource;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.column.Fences;
import io.allasflow.clean.engine.drift.Drift;
import io.allasflow.clean.engine.impute.Imputation;
import io.allasflow.clean.engine.table.TablePlan;
import io.allasflow.clean.engine.table.WriteResult;
import java.util.Set;
import java.util.stream.IntStream;

/// Puts the figures of both passes into the report.
public final class ReportBuilder {
    private ReportBuilder() {}

    /// @param drift null if there was nothing to compare with
    /// @param commonColumns those of the settings' columns that are said of all tables
    public static QualityReport build(TableSource source, TablePlan plan, WriteResult result, Drift drift,
            CleanSettings settings, Set<String> commonColumns) {
        var scores = Scoring.scores(plan, result);
        var rows = new QualityReport.Rows(result.read(), result.written(), result.duplicates(), result.empty(),
                result.rejected(), result.outlierRows(), result.headers());
        var columns = IntStream.range(0, plan.columns().size()).filter(i -> !plan.columns().get(i).dropped())
                .mapToObj(i -> column(plan.columns().get(i), i, result, settings.quality())).toList();
        var dropped = plan.columns().stream().filter(ColumnPlan::dropped).map(ReportBuilder::dropped).toList();
        var derived = result.extras().derived().results();
        var rules = result.extras().rules().results(result.written());
        var unknown = UnknownNames.of(plan, settings, commonColumns);
        var suggested = RuleSuggestions.of(columns, plan.columns(), result.extras().values());
        return new QualityReport(QualityReport.SCHEMA, source.dataset(),
                new QualityReport.Source(source.bucket(), source.key(), source.etag(), source.size()), rows, scores,
                Scoring.verdict(scores, rows, rules,
                        unknown.isEmpty() && !Recommendations.areMostDuplicates(plan, rows),
                        settings.quality()),
                columns, dropped,
                plan.outlierColumn(),
                derived, result.changes(), rules,
                Recommendations.of(plan, rows, columns, dropped, derived, rules, unknown, settings),
                suggested,
                RuleSuggestions.yaml(suggested), drift, Scoring.definitions(settings.quality()));
    }

    private static QualityReport.Column column(ColumnPlan plan, int index, WriteResult result,
            CleanSettings.Quality thresholds) {
        Fences fences = plan.fences();
        var imputed = result.imputed()[index];
        var violations = result.extras().rules().brokenCells()[index];
        var distinct = result.extras().values().distinct(index);
        var completeness = Scoring.percent(plan.present(), plan.present() + plan.missing());
        var validity = Scoring.percent(plan.valid() - violations, plan.present());
        var consistency = Scoring.percent(plan.consistent(), plan.present());
        return new QualityReport.Column(plan.name(), plan.sourceName(), plan.position(), plan.type().text(),
                plan.identifier(), plan.missing(), imputed,
                imputed == 0 ? null : plan.imputation().method().text(),
                imputed > 0 && plan.imputation() instanceof Imputation.Value same ? same.value() : null,
                plan.present() - plan.valid(), violations,
                distinct < 0 ? null : distinct, result.outliers()[index],
                fences == null || fences.lower() == null ? null : fences.lowest(),
                fences == null || fences.upper() == null ? null : fences.highest(), plan.rankError() != null,
                plan.rankError(),
                plan.dominant() == null ? null : plan.dominant().name(), completeness,
                distinct < 0 ? null : Scoring.percent(distinct, plan.valid()), validity, consistency,
                plan.decision().unit(), Scoring.mean(completeness, validity, consistency),
                Scoring.below(completeness, validity, consistency, thresholds));
    }

    private static QualityReport.DroppedColumn dropped(ColumnPlan plan) {
        return new QualityReport.DroppedColumn(plan.name(), plan.sourceName(), plan.position(), plan.missing(),
                Scoring.percent(plan.missing(), plan.present() + plan.missing()));
    }
}
