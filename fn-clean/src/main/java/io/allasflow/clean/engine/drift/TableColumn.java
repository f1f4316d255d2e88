package io.allasflow.clean.engine.drift;

import io.allasflow.clean.engine.column.ColumnPlan;

/// A column as two versions of a table are compared by.
///
/// @param isTyped whether there is a cell that tells the type, or it is left out of the cleaned table
record TableColumn(String name, String type, boolean isTyped) {
    static TableColumn of(ColumnPlan column) {
        return new TableColumn(column.name(), column.dropped() ? Predecessor.DROPPED : column.type().text(),
                column.dropped() || column.present() > 0);
    }

    /// Whether it is another type now. What is left out is none: a few missing cells more or fewer decide that, and are no
    /// change of the columns.
    boolean isRetyped(TableColumn now) {
        return !hasTypeOf(now) && !type.equals(Predecessor.DROPPED) && !now.type.equals(Predecessor.DROPPED);
    }

    boolean hasTypeOf(TableColumn other) {
        return type.equals(other.type) || !isTyped || !other.isTyped;
    }
}
