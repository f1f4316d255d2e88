package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.CleanSettings.OutlierMode;
import io.allasflow.clean.engine.cell.BooleanWords;
import io.allasflow.clean.engine.cell.CellClassifier;
import io.allasflow.clean.engine.cell.DateText;
import io.allasflow.clean.engine.cell.MissingValues;
import io.allasflow.clean.engine.cell.NumberText;
import io.allasflow.clean.engine.cell.WhiteSpace;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.column.ColumnType;
import java.util.ArrayList;
import java.util.List;

/// Cleans one row after another, each cell step by step: white space, missing values, type, imputation, outliers.
/// Every step that changes a cell is a change of its own, so the first `before` of a cell is its raw text and the
/// last `after` its clean one.
final class RowCleaner {
    private final TablePlan plan;
    private final ColumnPlan[] columns;
    private final MissingValues missing;
    private final CellClassifier classifier = new CellClassifier();
    private final DateText dates = new DateText();
    private final RowChanges changes = new RowChanges();
    private final List<String> cells = new ArrayList<>();
    private final List<String> outlierColumns = new ArrayList<>();

    RowCleaner(TablePlan plan, CleanSettings.Missing missing) {
        this.plan = plan;
        this.columns = plan.columns().toArray(ColumnPlan[]::new);
        this.missing = new MissingValues(missing.sentinels());
    }

    /// @param raw as many cells as the plan has columns
    void clean(String[] raw) {
        changes.clear();
        cells.clear();
        outlierColumns.clear();
        for (var i = 0; i < columns.length; i++) {
            if (!columns[i].dropped()) {
                cells.add(clean(raw[i], i));
            } else if (!raw[i].isEmpty()) {
                changes.add(i, raw[i], "", ChangeReason.COLUMN_DROPPED);
            }
        }
        if (plan.outlierColumn() != null) {
            cells.add(outlierColumns.isEmpty() ? "false" : "true");
        }
    }

    /// The last row's clean cells, the flag among them.
    List<String> cells() {
        return cells;
    }

    List<RowChanges.Change> changes() {
        return changes.all();
    }

    /// Names of the columns whose cell of the last row is an outlier.
    List<String> outlierColumns() {
        return outlierColumns;
    }

    private String clean(String raw, int index) {
        var column = columns[index];
        var text = step(raw, WhiteSpace.clean(raw), index, ChangeReason.WHITE_SPACE);
        if (missing.contains(text)) {
            return impute(step(text, "", index, ChangeReason.MISSING_VALUE), index);
        }
        if (column.type() == ColumnType.TEXT) {
            return text;
        }
        var format = classifier.formatOf(text);
        if (!column.decision().accepted().contains(format)) {
            return impute(step(text, "", index, ChangeReason.invalid(column.type())), index);
        }
        var canonical = switch (column.type()) {
            case INTEGER, DECIMAL -> NumberText.canonical(text, format);
            case BOOLEAN -> BooleanWords.canonical(text);
            case DATE -> dates.canonical(text, column.decision().dayFirst(), false);
            case DATETIME -> dates.canonical(text, column.decision().dayFirst(), true);
            case TEXT -> text;
        };
        step(text, canonical, index, ChangeReason.format(column.type()));
        return column.fences() == null ? canonical : judge(canonical, index);
    }

    private String impute(String empty, int index) {
        var imputation = columns[index].imputation();
        return imputation == null ? empty : step(empty, imputation.value(), index, imputation.reason());
    }

    private String judge(String number, int index) {
        var column = columns[index];
        var value = NumberText.value(number);
        if (!column.fences().excludes(value)) {
            return number;
        }
        outlierColumns.add(column.name());
        if (plan.outlierMode() == OutlierMode.FLAG) {
            changes.add(index, number, number, ChangeReason.OUTLIER_FLAGGED);
        }
        return plan.outlierMode() != OutlierMode.CAP
                ? number
                : step(number, column.fences().nearest(value, column.type()), index, ChangeReason.OUTLIER_CAPPED);
    }

    private String step(String before, String after, int index, ChangeReason reason) {
        if (!before.equals(after)) {
            changes.add(index, before, after, reason);
        }
        return after;
    }
}
