package io.allasflow.ingest.engine.text;

import io.allasflow.ingest.engine.dialect.Dialect;
import io.allasflow.ingest.engine.record.CurrentRecord;
import java.util.List;

/// Watches the rows pass by for those that belong to no column.
final class RowWatch {
    private static final List<String> OTHER_DELIMITERS = List.of("\t", ";", ",", "|");

    private final int columns;
    private final String delimiter;
    private final StackedTables stacked;
    private final Footer footer;
    private long otherDelimiterRows;

    /// @param names of the columns; empty if there is no header
    RowWatch(Dialect dialect, int columns, List<String> names) {
        this.columns = columns;
        this.delimiter = dialect.delimiter();
        this.stacked = new StackedTables(columns, names);
        this.footer = new Footer(columns, delimiter);
    }

    void see(CurrentRecord record) {
        if (columns < 2) {
            return;
        }
        boolean blank = record.isBlank();
        // Nearly all rows are as the one before them, and need no closer look.
        if (!blank && record.size() >= columns && !stacked.expects() && footer.rows() == 0) {
            return;
        }
        var row = record.row();
        stacked.see(row, blank);
        footer.see(row, blank);
        if (row.size() == 1 && !blank && isOfOtherDelimiter(row.cells().getFirst())) {
            otherDelimiterRows++;
        }
    }

    private boolean isOfOtherDelimiter(String line) {
        return OTHER_DELIMITERS.stream().filter(other -> !other.equals(delimiter.strip()))
                .anyMatch(other -> line.chars().filter(c -> c == other.charAt(0)).count() == columns - 1);
    }

    StackedTables stacked() {
        return stacked;
    }

    Footer footer() {
        return footer;
    }

    long otherDelimiterRows() {
        return otherDelimiterRows;
    }
}
