package io.allasflow.clean.engine.table;

import java.util.ArrayList;
import java.util.List;

/// The changes to the cells of one row, in the order they were made: held back until it is known that the row is
/// written.
final class RowChanges {
    record Change(int column, String before, String after, ChangeReason reason) {}

    private final List<Change> changes = new ArrayList<>();

    void clear() {
        changes.clear();
    }

    void add(int column, String before, String after, ChangeReason reason) {
        changes.add(new Change(column, before, after, reason));
    }

    List<Change> all() {
        return changes;
    }
}
