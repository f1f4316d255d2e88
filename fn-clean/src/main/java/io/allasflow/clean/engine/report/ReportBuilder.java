package io.allasflow.clean.engine.report;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.QualityReport;
import io.allasflow.clean.engine.TableSource;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.column.Fences;
import io.allasflow.clean.engine.table.TablePlan;
import io.allasflow.clean.engine.table.WriteResult;
import java.util.List;
import java.util.stream.IntStream;

/// Puts the figures of both passes into the report.
public final class ReportBuilder {
    private ReportBuilder() {}

    public static QualityReport build(TableSource source, TablePlan plan, WriteResult result, CleanSettings settings) {
        var scores = Scoring.scores(plan, result);
        var rows = new QualityReport.Rows(result.read(), result.written(), result.duplicates(), result.empty(),
                result.rejected(), result.outlierRows());
        var columns = IntStream.range(0, plan.columns().size()).filter(i -> !plan.columns().get(i).dropped())
                .mapToObj(i -> column(plan.columns().get(i), result.imputed()[i], result.outliers()[i])).toList();
        var dropped = plan.columns().stream().filter(ColumnPlan::dropped).map(ReportBuilder::dropped).toList();
        return new QualityReport(QualityReport.SCHEMA, source.dataset(),
                new QualityReport.Source(source.bucket(), source.key(), source.etag(), source.size()), rows, scores,
                Scoring.verdict(scores, rows, settings.quality()), columns, dropped, plan.outlierColumn(),
                result.changes(),
                List.of(), Recommendations.of(plan, rows, columns, dropped, settings), List.of());
    }

    private static QualityReport.Column column(ColumnPlan plan, long imputed, long outliers) {
        Fences fences = plan.fences();
        return new QualityReport.Column(plan.name(), plan.sourceName(), plan.position(), plan.type().text(),
                plan.identifier(), plan.missing(), imputed,
                imputed == 0 ? null : plan.imputation().value(), plan.present() - plan.valid(), outliers,
                fences == null ? null : fences.lowest(), fences == null ? null : fences.highest(), plan.approximate(),
                plan.dominant() == null ? null : plan.dominant().name(),
                Scoring.percent(plan.present(), plan.present() + plan.missing()),
                Scoring.percent(plan.valid(), plan.present()), Scoring.percent(plan.consistent(), plan.present()),
                plan.decision().unit());
    }

    private static QualityReport.DroppedColumn dropped(ColumnPlan plan) {
        return new QualityReport.DroppedColumn(plan.name(), plan.sourceName(), plan.position(), plan.missing(),
                Scoring.percent(plan.missing(), plan.present() + plan.missing()));
    }
}
