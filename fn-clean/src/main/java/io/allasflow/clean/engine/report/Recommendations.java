package io.allasflow.clean.engine.report;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.QualityReport;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.column.ColumnType;
import io.allasflow.clean.engine.derive.DerivedColumn;
import io.allasflow.clean.engine.impute.Imputation;
import io.allasflow.clean.engine.impute.ImputationMethod;
import io.allasflow.clean.engine.rule.RuleResult;
import io.allasflow.clean.engine.table.ChangeReason;
import io.allasflow.clean.engine.table.TablePlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Sentences for the person who owns the table: which column, how many, what to do. They hold clean column names and, where
/// a type is nearly a column's, a few short cells: a page must escape them.
final class Recommendations {
    private static final double MANY_MISSING_PERCENT = 20;
    private static final double MANY_OUTLIERS_PERCENT = 5;

    private final List<String> sentences = new ArrayList<>();

    private Recommendations() {}

    /// @param unknown as [UnknownNames] gives it
    static List<String> of(TablePlan plan, QualityReport.Rows rows, List<QualityReport.Column> columns,
            List<QualityReport.DroppedColumn> dropped, List<DerivedColumn> derived, List<RuleResult> rules,
            List<String> unknown, CleanSettings settings) {
        var recommendations = new Recommendations();
        rules.stream().filter(rule -> !rule.passed()).forEach(recommendations::rule);
        derived.stream().filter(column -> column.failed() > 0).forEach(recommendations::derived);
        recommendations.sentences.addAll(unknown);
        recommendations.rows(plan, rows);
        for (var column : dropped) {
            recommendations.say(
                    "Column %s was left out, as %s %% of its cells are missing: fill it at the "
                            + "source, or keep it by clean: {missing: {dropColumnAbove: 1}} in config/pipeline.yaml.",
                    column.name(), column.missingPercent());
        }
        for (var column : columns) {
            var planned = plan.columns().get(column.position() - 1);
            if (planned.undeclared() != null) {
                recommendations.declaration(planned);
            }
            recommendations.column(column, planned.undeclared() != null, rows, settings.quality());
            recommendations.words(planned);
            recommendations.imputed(column, rows);
            recommendations.imputation(planned);
            recommendations.near(planned, settings.types().threshold());
            recommendations.doubts(planned);
        }
        return List.copyOf(recommendations.sentences);
    }

    private void rule(RuleResult rule) {
        say(rule.problem() == null
                ? "Rule \"%s\" is broken in rows: %s, such as %s. Correct them at the source, or the rule."
                : "Rule \"%s\": %4$s",
                rule.rule(), rule.failed(), rule.exampleRows().stream().map(String::valueOf)
                        .collect(Collectors.joining(", ")),
                rule.problem());
    }

    private void derived(DerivedColumn column) {
        say("Derived column %s could not be worked out in rows: %s, first in row %s: %s", column.name(),
                column.failed(), column.firstFailedRow(), column.problem());
    }

    private void rows(TablePlan plan, QualityReport.Rows rows) {
        if (rows.read() == rows.empty()) {
            say("The table has no rows but its header: find out whether the source was to be empty.");
        }
        if (rows.headers() > 0) {
            say("Rows that repeat the header: %s, left out. Tables seem to have been put one after another: find out whether "
                    + "all of them belong into this one.", rows.headers());
        }
        if (rows.rejected() > rows.headers()) {
            say(Scoring.areMostRejected(rows)
                    ? "Rows with more or fewer cells than the header, or that a rule rejects: %s, all in the rejected rows, "
                            + "which are most of the table: its scores are of the few that are left. Look there for the reason "
                            + "of each, and whether the header and the delimiter were found where they are."
                    : "Rows with more or fewer cells than the header, or that a rule rejects: %s, all in the rejected rows. "
                            + "Look there for the reason of each.",
                    rows.rejected() - rows.headers());
        }
        if (rows.duplicates() > 0) {
            say(areMostDuplicates(plan, rows)
                    ? "Rows that repeat another: %s, removed, which are most of the table. If each row is an answer or an event of "
                            + "its own, write clean: {duplicates: keep_all} in config/pipeline.yaml."
                    : "Rows that repeat another: %s, removed. Find out whether the source exports them twice.",
                    rows.duplicates());
        }
        if (rows.outliers() > 0) {
            say("Rows left out for an outlier: %s. Check in the rejected rows that they are errors.", rows.outliers());
        }
    }

    /// Whether more than half of the rows that could be used repeat another: a mistake of an export doubles them, but more than
    /// that speaks for rows that are alike without being the same. One who names keys knows.
    static boolean areMostDuplicates(TablePlan plan, QualityReport.Rows rows) {
        return !plan.hasKeys() && 2 * rows.duplicates() > rows.read() - rows.empty() - rows.rejected();
    }

    /// @param misdeclared whether its invalid cells are told otherwise
    private void column(QualityReport.Column column, boolean misdeclared, QualityReport.Rows rows,
            CleanSettings.Quality thresholds) {
        if (100 - column.completeness() > MANY_MISSING_PERCENT) {
            say("Column %s: missing cells: %s (%s %% complete). Fill it at the source, or do not build on it.",
                    column.name(), column.missing(), column.completeness());
        }
        if (column.invalid() > 0 && !misdeclared) {
            var type = ColumnType.valueOf(column.type().toUpperCase(Locale.ROOT));
            say("Column %s, read as %s: invalid cells: %s. See %s in the change log and correct them at the source. If "
                    + "they mean something, as <5 does, keep them: write clean: {columns: {%1$s: {type: text}}} in "
                    + "config/pipeline.yaml.",
                    column.name(), column.type(), column.invalid(), ChangeReason.invalid(type));
        }
        var kept = rows.written() + rows.outliers();
        if (column.outliers() * 100.0 > MANY_OUTLIERS_PERCENT * kept) {
            say("Column %s: outliers: %s in %s rows. Check its unit, or whether the fences suit so uneven a column.",
                    column.name(), column.outliers(), kept);
        }
        if (column.consistency() < thresholds.consistency()) {
            say(column.dominantFormat() == null
                    ? "Column %s: only %s %% of its cells are free of stray white space and control "
                            + "characters, and spelt as the others. Correct them at the source."
                    : "Column %s is written in several ways, %s %% of it in the commonest. Agree on one at the source.",
                    column.name(), column.consistency());
        }
    }

    private void declaration(ColumnPlan column) {
        say("Column %s is declared as %s%6$s in clean.columns, but %s of its %s cells are not. By its cells it is %s: write "
                + "%1$s: {type: %5$s} there, or take the declaration out.",
                column.name(), column.type().text(), column.present() - column.valid(), column.present(),
                column.undeclared().text(), column.decision().declared() == null ? "" : " in a format of its own");
    }

    private void words(ColumnPlan column) {
        if (column.words() > 0 && column.present() > 0) {
            say("Column %s: cells that are a word such as NA, None or null, taken for missing: %s. If there it is a name or a code, "
                    + "as NA is of Namibia, write clean: {columns: {%1$s: {sentinels: []}}} in config/pipeline.yaml.",
                    column.name(), column.words());
        }
    }

    /// Of each column with invented cells, however few: the cleaned table does not show which they are.
    private void imputed(QualityReport.Column column, QualityReport.Rows rows) {
        if (column.imputed() > 0) {
            var method = ImputationMethod.valueOf(column.imputedBy().toUpperCase(Locale.ROOT));
            say("Column %s: cells that were missing and are now %s: %s of %s. To keep them missing, write clean: {columns: "
                    + "{%1$s: {impute: keep}}} in config/pipeline.yaml.",
                    column.name(),
                    method.result() + (method == ImputationMethod.CONSTANT ? " " + column.imputedWith() : ""),
                    column.imputed(), rows.written());
        }
    }

    private void imputation(ColumnPlan column) {
        if (column.imputation() instanceof Imputation.Kept kept && column.missing() > 0) {
            say("Column %s could not be imputed by %s, so its missing cells stay missing: %s", column.name(),
                    kept.method().text(), kept.problem());
        }
    }

    private void near(ColumnPlan column, double threshold) {
        if (column.near() != null) {
            var type = column.near().type().text();
            say("Column %s stays text: %s %% of its cells are of type %s, less than the %s %% that make a type%s. If the others "
                    + "may become missing, write clean: {columns: {%1$s: {type: %3$s}}} in config/pipeline.yaml.",
                    column.name(), Scoring.percent(column.near().fitting(), column.present()), type,
                    BigDecimal.valueOf(threshold).movePointRight(2).stripTrailingZeros().toPlainString(),
                    column.texts().isEmpty() ? "" : "; others are such as " + String.join(", ", column.texts()));
        }
    }

    private void doubts(ColumnPlan column) {
        for (var doubt : column.doubts()) {
            switch (doubt) {
                case COMMA_COULD_GROUP_THOUSANDS -> say(
                        "Column %s: every comma is followed by three digits and was read as a "
                                + "decimal comma. If it groups thousands, declare the type integer in clean.columns.",
                        column.name());
                case POINT_COULD_GROUP_THOUSANDS -> say(
                        "Column %s: every point is followed by three digits and was read as a "
                                + "decimal point. If it groups thousands, declare the type integer in clean.columns.",
                        column.name());
                case COMMA_COULD_BE_DECIMAL -> say(
                        "Column %s: every comma is followed by three digits and was read as grouping thousands, as whole "
                                + "numbers without one are all below 1000. If it is decimal, declare the type decimal in "
                                + "clean.columns.",
                        column.name());
                case CODES_LIKE_EXPONENTS -> say(
                        "Column %s stays text because some of its cells, such as 1E5, may be codes: if they are numbers, write "
                                + "clean: {columns: {%1$s: {type: decimal}}} in config/pipeline.yaml.",
                        column.name());
                case LONG_NUMBERS -> say(
                        "Column %s stays text: numbers of 16 digits and more mostly identify things. If they are "
                                + "quantities, declare the type integer in clean.columns.",
                        column.name());
                case NUMBERED -> say(
                        "Column %s: its numbers hardly repeat and lie close together, so they were taken to name things, "
                                + "and missing ones stay missing. If they are quantities, declare the type integer in "
                                + "clean.columns.",
                        column.name());
                case SEVERAL_CURRENCIES -> say(
                        "Column %s stays text because its amounts are in several currencies: put the currency into a "
                                + "column of its own at the source.",
                        column.name());
                case PERCENT_AND_PLAIN -> say(
                        "Column %s has percentages and plain numbers: agree on one at the source.", column.name());
                case PARENTHESES -> say(
                        "Column %s has numbers in parentheses that were not taken for negative ones: write them with "
                                + "a minus sign at the source.",
                        column.name());
                case ZONED_AND_LOCAL -> say(
                        "Column %s has times with a zone and times without: which instants the latter are is not "
                                + "known. Add the zone at the source.",
                        column.name());
                case LETTER_CASE -> say(
                        "Column %s spells the same values in different case: agree on one at the source, or set "
                                + "clean.text.case.",
                        column.name());
                case DECIMAL_POINT_AND_COMMA -> say(
                        "Column %s has numbers with a decimal point and numbers with a decimal "
                                + "comma: agree on one at the source.",
                        column.name());
                case DAY_OR_MONTH_FIRST -> say(
                        "Column %s has dates such as 3/4/2021 that could be March or April: write "
                                + "them as 2021-04-03 at the source, or declare their format in clean.columns.",
                        column.name());
                case LEADING_ZEROS -> say(
                        "Column %s stays text because some of its numbers have leading zeros: if "
                                + "they are quantities, remove the zeros at the source.",
                        column.name());
            }
        }
    }

    private void say(String sentence, Object... figures) {
        sentences.add(String.format(Locale.ROOT, sentence, figures));
    }
}
