package io.allasflow.clean.engine.derive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Makes the derived cells of one row after another, for one stretch of rows and one thread. Stretches are joined in the
/// order of their rows.
public final class RowDeriver {
    /// @return null if the cell is missing
    private interface CellMaker {
        Object make() throws UnderivableException;
    }

    private final RowView row;
    private final List<CellMaker> makers = new ArrayList<>();
    private final List<List<DerivedPlan.Origin>> origins = new ArrayList<>();
    private final List<DerivedTally> tallies = new ArrayList<>();

    public RowDeriver(DerivedPlan plan) {
        row = new RowView(plan.places());
        for (var column : plan.columns()) {
            makers.add(maker(column));
            tallies.add(new DerivedTally(column));
            origins.add(column.origins());
        }
    }

    /// Adds the derived cells to a row.
    ///
    /// @param number the row's in the raw table
    /// @param valid its cells by column of the raw table; null where missing or dropped, empty where they do not
    ///        fit the type
    /// @param cells its clean cells, to be added to
    public void derive(int number, String[] valid, List<String> cells) {
        if (makers.isEmpty()) {
            return;
        }
        row.show(cells, completeness(valid));
        for (var i = 0; i < makers.size(); i++) {
            var tally = tallies.get(i);
            try {
                var value = makers.get(i).make();
                if (value != null && isFromImputed(origins.get(i), valid, cells)) {
                    tally.addImputed();
                }
                cells.add(tally.take(value));
            } catch (UnderivableException e) {
                tally.fail(number, e.getMessage());
                cells.add("");
            }
        }
    }

    /// Adds what was counted in the rows that follow.
    public void append(RowDeriver next) {
        for (var i = 0; i < tallies.size(); i++) {
            tallies.get(i).append(next.tallies.get(i));
        }
    }

    public List<DerivedColumn> results() {
        return tallies.stream().map(DerivedTally::result).toList();
    }

    private CellMaker maker(DerivedPlan.Column column) {
        if (column.problem() != null) {
            return () -> {
                throw new UnderivableException(column.problem());
            };
        }
        if (column.part() == null) {
            return column.formula().over(row)::value;
        }
        return () -> {
            var cell = row.cell(column.from().column());
            return cell.isEmpty() ? null : BigDecimal.valueOf(column.part().of(cell));
        };
    }

    private static boolean isFromImputed(List<DerivedPlan.Origin> origins, String[] valid, List<String> cells) {
        for (var origin : origins) {
            var cell = valid[origin.column()];
            if ((cell == null || cell.isEmpty()) && !cells.get(origin.place()).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Of the columns of the raw table, the dropped ones among them, which count as missing.
    private static BigDecimal completeness(String[] valid) {
        var there = 0;
        for (var cell : valid) {
            there += cell == null || cell.isEmpty() ? 0 : 1;
        }
        return BigDecimal.valueOf(100L * there).divide(BigDecimal.valueOf(valid.length), 2, RoundingMode.HALF_EVEN);
    }
}
