package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.RawTable;
import io.allasflow.clean.engine.Resources;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.column.ColumnType;
import io.allasflow.clean.engine.impute.ColumnValues;
import io.allasflow.clean.engine.impute.Imputation;
import io.allasflow.clean.engine.impute.Instants;
import io.allasflow.clean.engine.scan.Pass;
import io.allasflow.clean.engine.scan.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A pass between the two, only for settings that ask for values of a column, or of a row's neighbours, that the profile
/// does not hold. Rows are cleaned side by side, and what they hold is taken in the order of the table.
public final class ValuePass {
    private final List<ColumnPlan> columns;
    /// By column; null where nothing is asked.
    private final ColumnValues[] values;
    private final int by;
    private boolean isNeeded;

    private ValuePass(TablePlan plan, CleanSettings settings) {
        columns = plan.columns();
        by = indexOfTimes(settings.missing().by());
        values = new ColumnValues[columns.size()];
        var wanting = (int) columns.stream().filter(ValuePass::isWanting).count();
        for (var i = 0; i < values.length; i++) {
            if (isWanting(columns.get(i))) {
                isNeeded = true;
                values[i] = values(columns.get(i), wanting);
            }
        }
    }

    /// The plan, with all that it lacks.
    public static TablePlan complete(RawTable raw, TableProfile profile, TablePlan plan, CleanSettings settings,
            Resources resources) throws IOException, UncleanableTableException {
        var values = new ValuePass(plan, settings);
        if (!values.isNeeded) {
            return plan;
        }
        values.scan(raw, profile, plan, resources);
        return values.complete(plan);
    }

    private ColumnValues values(ColumnPlan column, int wanting) {
        return new ColumnValues(isImputationWanted(column) ? column.imputation().method() : null,
                areFencesWanted(column) ? column.outliers().zscore() : Double.NaN, column.type().isNumeric(), by,
                wanting);
    }

    private static boolean isWanting(ColumnPlan column) {
        return isImputationWanted(column) || areFencesWanted(column);
    }

    private static boolean isImputationWanted(ColumnPlan column) {
        return column.imputation() instanceof Imputation.Wanted;
    }

    private static boolean areFencesWanted(ColumnPlan column) {
        return column.outliers() != null && column.fences() == null;
    }

    private void scan(RawTable raw, TableProfile profile, TablePlan plan, Resources resources)
            throws IOException, UncleanableTableException {
        try (var pass = Pass.over(raw, resources)) {
            var turns = pass.turns();
            pass.run(() -> {
                var rows = new Rows();
                var cleaner = new RowCleaner(plan);
                return chunk -> {
                    rows.read(chunk);
                    var kept = new ArrayList<Row>();
                    KeptRows.forEach(rows, profile.chunk(chunk), plan, cleaner,
                            (row, valid) -> kept.add(new Row(row, asked(valid))));
                    turns.take(chunk, () -> kept.forEach(this::add));
                };
            });
        }
    }

    /// @param cells null where nothing is asked of the column
    private record Row(int number, String[] cells) {}

    private String[] asked(String[] valid) {
        var cells = new String[valid.length];
        for (var i = 0; i < cells.length; i++) {
            cells[i] = values[i] == null && i != by ? null : valid[i];
        }
        return cells;
    }

    private void add(Row row) {
        var time = by < 0 ? null : Instants.of(row.cells[by]);
        for (var i = 0; i < values.length; i++) {
            if (values[i] != null) {
                values[i].add(row.number, row.cells[i], time);
            }
        }
    }

    private TablePlan complete(TablePlan plan) {
        var complete = new ArrayList<ColumnPlan>();
        for (var i = 0; i < values.length; i++) {
            var column = columns.get(i);
            complete.add(column.with(isImputationWanted(column) ? values[i].imputation() : column.imputation(),
                    areFencesWanted(column) ? values[i].fences() : column.fences()));
        }
        return new TablePlan(List.copyOf(complete), plan.outlierColumn(), plan.hasKeys(), plan.unknownKeys());
    }

    /// @return -1 if there is none
    private int indexOfTimes(String name) {
        for (var i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var isTime = column.type() == ColumnType.DATE || column.type() == ColumnType.DATETIME;
            if (isTime && !column.dropped() && (column.name().equals(name) || column.sourceName().equals(name))) {
                return i;
            }
        }
        return -1;
    }
}
