package io.allasflow.clean.engine.row;

import io.allasflow.clean.engine.derive.RowDeriver;
import io.allasflow.clean.engine.rule.RuleTally;
import java.util.List;

/// What is done with each row once its cells are clean: rules judge it, derived cells are added, and its values are
/// noted for the rules to suggest. For one stretch of rows and one thread; stretches are joined in the order of their
/// rows, so what comes out does not depend on where they were cut.
public final class RowExtras {
    private final RuleTally rules;
    private final RowDeriver deriver;
    private final ValueNotes values;

    RowExtras(RowExtrasPlan plan) {
        rules = new RuleTally(plan.rules(), plan.repeated(), plan.columns().size());
        deriver = new RowDeriver(plan.derived());
        values = new ValueNotes(plan.values());
    }

    /// Takes a row that is neither empty, of the wrong width nor a duplicate.
    ///
    /// @param row its number in the raw table
    /// @param valid its cells by column of the raw table as they are cleaned, before imputation and capping; null where
    ///        missing or dropped, empty where they do not fit the type
    /// @return names of the rules for which the row is to be rejected; empty if it stays. The next call changes it
    public List<String> judge(int row, String[] valid) {
        values.add(valid);
        return rules.judge(row, valid);
    }

    /// Adds the derived cells to a row that is written.
    ///
    /// @param cells its clean cells
    public void derive(int row, String[] valid, List<String> cells) {
        deriver.derive(row, valid, cells);
    }

    /// Adds what was found in the rows that follow.
    public void append(RowExtras next) {
        rules.append(next.rules);
        deriver.append(next.deriver);
        values.append(next.values);
    }

    public RuleTally rules() {
        return rules;
    }

    public RowDeriver derived() {
        return deriver;
    }

    public ValueNotes values() {
        return values;
    }
}
