package io.allasflow.clean.engine.row;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.derive.DerivedPlan;
import io.allasflow.clean.engine.rule.BoundRule;
import io.allasflow.clean.engine.rule.RepeatedRows;
import java.util.List;

/// What [RowExtras] of every stretch of rows share.
///
/// @param columns every column of the raw table
public record RowExtrasPlan(List<ColumnPlan> columns, List<BoundRule> rules, RepeatedRows repeated,
        DerivedPlan derived, ValueNotes.Shared values) {

    public static RowExtrasPlan of(List<ColumnPlan> columns, String outlierColumn, CleanSettings settings) {
        var rules = BoundRule.all(settings.rules(), columns);
        return new RowExtrasPlan(columns, rules, RepeatedRows.of(rules),
                new DerivedPlan(settings.derive(), columns, outlierColumn), new ValueNotes.Shared(columns));
    }

    public RowExtras start() {
        return new RowExtras(this);
    }
}
