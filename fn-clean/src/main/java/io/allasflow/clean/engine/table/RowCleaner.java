package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.cell.NumberText;
import io.allasflow.clean.engine.cell.PlainText;
import io.allasflow.clean.engine.cell.UnicodeForm;
import io.allasflow.clean.engine.cell.WhiteSpace;
import io.allasflow.clean.engine.column.CellReader;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.column.ColumnType;
import io.allasflow.clean.engine.impute.Imputation;
import io.allasflow.clean.engine.impute.Instants;
import io.allasflow.clean.engine.outlier.OutlierMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Cleans one row after another, each cell step by step: white space, Unicode, missing values, type, imputation, outliers.
/// Every step that changes a cell is a change of its own, so the first `before` of a cell is its raw text and the
/// last `after` its clean one.
final class RowCleaner {
    private final TablePlan plan;
    private final ColumnPlan[] columns;
    private final CellReader reader = new CellReader();
    private final RowChanges changes = new RowChanges();
    private final List<String> cells = new ArrayList<>();
    private final List<Integer> counted = new ArrayList<>();
    private final List<String> removing = new ArrayList<>();
    private boolean isFlagged;
    private final String[] valid;
    private String[] raw;
    private int row;

    RowCleaner(TablePlan plan) {
        this.plan = plan;
        this.columns = plan.columns().toArray(ColumnPlan[]::new);
        this.valid = new String[columns.length];
    }

    /// @param row its number in the raw table
    /// @param raw as many cells as the plan has columns
    void clean(int row, String[] raw) {
        this.row = row;
        this.raw = raw;
        changes.clear();
        cells.clear();
        counted.clear();
        removing.clear();
        isFlagged = false;
        for (var i = 0; i < columns.length; i++) {
            valid[i] = null;
            if (!columns[i].dropped()) {
                cells.add(clean(raw[i], i));
            } else if (!raw[i].isEmpty()) {
                changes.add(i, raw[i], "", ChangeReason.COLUMN_DROPPED);
            }
        }
        if (plan.outlierColumn() != null) {
            cells.add(isFlagged ? "true" : "false");
        }
    }

    /// The last row's clean cells, the flag among them.
    List<String> cells() {
        return cells;
    }

    /// The last row's cells by column of the raw table, as they are before imputation and capping; null where missing or
    /// dropped, empty where they do not fit the type.
    String[] valid() {
        return valid;
    }

    List<RowChanges.Change> changes() {
        return changes.all();
    }

    /// Indexes of the columns whose cell of the last row is an outlier.
    List<Integer> outliers() {
        return counted;
    }

    /// Names of the columns for whose outlier the last row is to be left out.
    List<String> removing() {
        return removing;
    }

    private String clean(String raw, int index) {
        var column = columns[index];
        var text = column.clean() || PlainText.is(raw) ? raw : tidy(raw, index);
        if (column.missingValues().contains(text)) {
            return impute(step(text, "", index, ChangeReason.MISSING_VALUE), index);
        }
        if (column.type() == ColumnType.TEXT) {
            var cased = step(text, column.letterCase().apply(text), index, ChangeReason.LETTER_CASE);
            valid[index] = cased;
            return cased;
        }
        var canonical = column.canonical() ? text : reader.canonical(text, column.decision());
        if (canonical == null) {
            valid[index] = "";
            var empty = step(text, "", index, ChangeReason.invalid(column.type()));
            return column.imputesInvalid() ? impute(empty, index) : empty;
        }
        if (canonical != text) {
            step(text, canonical, index, ChangeReason.format(column.type(), reader.marking()));
        }
        valid[index] = canonical;
        return column.fences() == null ? canonical : judge(canonical, index);
    }

    private String tidy(String raw, int index) {
        var spaced = step(raw, WhiteSpace.clean(raw), index, ChangeReason.WHITE_SPACE);
        return step(spaced, UnicodeForm.composed(spaced), index, ChangeReason.UNICODE_FORM);
    }

    private String impute(String empty, int index) {
        var imputation = columns[index].imputation();
        var value = switch (imputation) {
            case null -> null;
            case Imputation.Value same -> same.value();
            case Imputation.Previous previous -> previous.value(row);
            case Imputation.Interpolated between -> between.value(row, time(between.by()));
            case Imputation.Wanted _,Imputation.Kept _ -> null;
        };
        return value == null
                ? empty
                : step(empty, capped(value, index), index,
                        ChangeReason.imputed(imputation.method()));
    }

    /// A value of a neighbour, or a mean, may be beyond a fence.
    private String capped(String value, int index) {
        var column = columns[index];
        if (column.fences() == null || column.outliers().mode() != OutlierMode.CAP
                || !column.fences().excludes(NumberText.value(value))) {
            return value;
        }
        return column.fences().nearest(NumberText.value(value), column.type());
    }

    private Instant time(int index) {
        var text = UnicodeForm.composed(WhiteSpace.clean(raw[index]));
        return columns[index].missingValues().contains(text)
                ? null
                : Instants.of(reader.canonical(text, columns[index].decision()));
    }

    private String judge(String number, int index) {
        var column = columns[index];
        var value = NumberText.value(number);
        if (!column.fences().excludes(value)) {
            return number;
        }
        counted.add(index);
        return switch (column.outliers().mode()) {
            case KEEP -> number;
            case FLAG -> {
                isFlagged = true;
                changes.add(index, number, number, ChangeReason.OUTLIER_FLAGGED);
                yield number;
            }
            case CAP -> step(number, column.fences().nearest(value, column.type()), index,
                    ChangeReason.OUTLIER_CAPPED);
            case REMOVE -> {
                removing.add(column.name());
                yield number;
            }
        };
    }

    private String step(String before, String after, int index, ChangeReason reason) {
        if (!before.equals(after)) {
            changes.add(index, before, after, reason);
        }
        return after;
    }
}
