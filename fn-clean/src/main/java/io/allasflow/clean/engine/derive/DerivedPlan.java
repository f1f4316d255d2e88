package io.allasflow.clean.engine.derive;

import io.allasflow.clean.engine.column.ColumnNames;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.column.ColumnType;
import io.allasflow.core.config.NearestWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The derived columns of one table: they come after its own, in the order they are declared.
public final class DerivedPlan {
    /// A column of the raw table, and its place in the cleaned one.
    record Origin(int column, int place) {}

    /// @param formula read once for the table; null where it is a part of a date
    /// @param origins the columns it is made from, but for flags of outliers
    /// @param problem why no cell can be worked out; null if they can
    record Column(String name, String source, Derivation from, Formula.Parsed formula, DatePart part,
            List<Origin> origins, String problem) {}

    private final List<Column> columns = new ArrayList<>();
    private final Map<String, RowView.Place> places = new HashMap<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();

    /// @param table every column of the raw table
    /// @param outlierColumn name of the column of flags, which follows the table's own; null if there is none
    public DerivedPlan(List<Derivation> derivations, List<ColumnPlan> table, String outlierColumn) {
        var taken = new ArrayList<String>();
        for (var column : table) {
            taken.add(column.name());
            if (!column.dropped()) {
                origins.put(column.name(), new Origin(column.position() - 1, places.size()));
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
        var needs = part == null ? formula.columns() : Set.of(from.column());
        var problem = needs.stream()
                .filter(needed -> !places.containsKey(needed) && !needed.equals(RowView.COMPLETENESS))
                .map(needed -> "There is no column " + needed + " in the cleaned table"
                        + (NearestWord.of(needed, origins.keySet()) == null
                                ? "."
                                : NearestWord.hint(needed, origins.keySet())))
                .findFirst().orElse(null);
        columns.add(new Column(unique, source, from, formula, part,
                needs.stream().map(origins::get).filter(Objects::nonNull).toList(), problem));
    }
}
