package io.allasflow.clean.engine.report;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.table.TablePlan;
import io.allasflow.core.config.NearestWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Columns that the settings name and the table lacks: what is said of them has no effect, so it must be seen. Those of
/// rules and derived columns are told with these.
final class UnknownNames {
    private static final int MOST_TOLD = 20;
    /// With each column of the table, of which there may be thousands.
    private static final int MOST_COMPARED = 200;

    private UnknownNames() {}

    /// A sentence for each.
    ///
    /// @param common columns that are said of all tables: another one may have them, so they are only told where a column of
    ///        this one has nearly that name
    static List<String> of(TablePlan plan, CleanSettings settings, Set<String> common) {
        var names = plan.columns().stream().map(ColumnPlan::name).toList();
        var known = Stream.concat(names.stream(), plan.columns().stream().map(ColumnPlan::sourceName)).toList();
        var sentences = new ArrayList<String>();
        if (!plan.unknownKeys().isEmpty()) {
            sentences.add("Duplicates were looked for in all columns, as there is no column "
                    + String.join(", ", plan.unknownKeys())
                    + ": correct clean.duplicates.keys in config/pipeline.yaml.");
        }
        settings.columns().keySet().stream().filter(name -> !known.contains(name)).limit(MOST_COMPARED)
                .filter(name -> !common.contains(name) || !NearestWord.hint(name, names).isEmpty()).limit(MOST_TOLD)
                .forEach(name -> sentences.add("clean.columns in config/pipeline.yaml names " + name
                        + ", but the table has no such column" + end(name, names)));
        var by = settings.missing().by();
        if (by != null && !known.contains(by)) {
            sentences.add("clean.missing.by in config/pipeline.yaml is " + by + ", but the table has no such column"
                    + end(by, names));
        }
        return sentences;
    }

    private static String end(String name, List<String> names) {
        var hint = NearestWord.hint(name, names);
        return hint.isEmpty() ? ": correct the name, or take it out." : hint;
    }
}
