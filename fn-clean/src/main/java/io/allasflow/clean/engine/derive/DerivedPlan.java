package io.allasflow.clean.engine.derive;

import io.allasflow.clean.engine.column.ColumnNames;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.column.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The derived columns of one table: they come after its own, in the order they are declared.
public final class DerivedPlan {
    /// @param formula read once for the table; null where it is a part of a date
    /// @param problem why no cell can be worked out; null if they can
    record Column(String name, String source, Derivation from, Formula.Parsed formula, DatePart part,
            String problem) {}

    private final List<Column> columns = new ArrayList<>();
    private final Map<String, RowView.Place> places = new HashMap<>();

    /// @param table every column of the raw table
    /// @param outlierColumn name of the column of flags, which follows the table's own; null if there is none
    public DerivedPlan(List<Derivation> derivations, List<ColumnPlan> table, String outlierColumn) {
        var taken = new ArrayList<String>();
        for (var column : table) {
            taken.add(column.name());
            if (!column.dropped()) {
                places.put(column.name(), new RowView.Place(places.size(), column.type()));
            }
        }
        if (outlierColumn != null) {
            taken.add(outlierColumn);
            places.put(outlierColumn, new RowView.Place(places.size(), ColumnType.BOOLEAN));
        }
        for (var derivation : derivations) {
            if (derivation.parts() == null) {
                add(derivation.name(), derivation.expression(), derivation, null, taken);
            } else {
                derivation.parts().forEach(part -> add(derivation.column() + "_" + part.text(),
                        part.text() + " of " + derivation.column(), derivation, part, taken));
            }
        }
    }

    /// What the header of the cleaned table ends in.
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    List<Column> columns() {
        return columns;
    }

    Map<String, RowView.Place> places() {
        return places;
    }

    private void add(String name, String source, Derivation from, DatePart part, List<String> taken) {
        var unique = ColumnNames.unique(name, taken);
        taken.add(unique);
        var formula = part == null ? Formula.parse(from.expression()) : null;
        var problem = (part == null ? formula.columns() : List.of(from.column())).stream()
                .filter(needed -> !places.containsKey(needed) && !needed.equals(RowView.COMPLETENESS))
                .map(needed -> "There is no column " + needed + " in the cleaned table.").findFirst().orElse(null);
        columns.add(new Column(unique, source, from, formula, part, problem));
    }
}
