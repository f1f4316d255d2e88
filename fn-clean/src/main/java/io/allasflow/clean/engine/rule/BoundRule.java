package io.allasflow.clean.engine.rule;

import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.core.config.NearestWord;
import java.util.List;

/// A rule and the columns of one table that it is about.
///
/// @param indexes of its columns in the raw table; empty if there is none, or if it cannot be judged
/// @param check what judges a cell; null unless it is about single cells
/// @param problem why it cannot be judged, for the reader; null if it can
public record BoundRule(Rule rule, int[] indexes, CellCheck check, String problem) {

    public static List<BoundRule> all(List<Rule> rules, List<ColumnPlan> columns) {
        return rules.stream().map(rule -> of(rule, columns)).toList();
    }

    private static BoundRule of(Rule rule, List<ColumnPlan> columns) {
        var indexes = new int[rule.columns().size()];
        for (var i = 0; i < indexes.length; i++) {
            var name = rule.columns().get(i);
            indexes[i] = indexOf(name, columns);
            if (indexes[i] < 0) {
                return new BoundRule(rule, new int[0], null, "There is no column " + name + end(name, columns));
            }
            if (columns.get(indexes[i]).dropped()) {
                return new BoundRule(rule, new int[0], null, "Column " + columns.get(indexes[i]).name()
                        + " was left out, as too many of its cells are missing.");
            }
        }
        return new BoundRule(rule, indexes, rule.cellCheck(), null);
    }

    private static String end(String name, List<ColumnPlan> columns) {
        var hint = NearestWord.hint(name, columns.stream().map(ColumnPlan::name).toList());
        return hint.isEmpty() ? "." : hint;
    }

    /// The raw name goes before the clean one, as in the settings of columns.
    private static int indexOf(String name, List<ColumnPlan> columns) {
        for (var i = 0; i < columns.size(); i++) {
            if (columns.get(i).sourceName().equals(name)) {
                return i;
            }
        }
        for (var i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// Whether rows are judged by it one by one.
    boolean isOfRows() {
        return problem == null && rule.kind() != Rule.Kind.ROW_COUNT;
    }
}
