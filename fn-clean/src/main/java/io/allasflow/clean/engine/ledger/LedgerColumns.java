package io.allasflow.clean.engine.ledger;

import com.fasterxml.jackson.core.JacksonException;
import io.allasflow.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/// Where each column of the cleaned table was in the raw one, as the quality report tells.
final class LedgerColumns {
    /// What is read of the report.
    record Report(Rows rows, List<Column> columns, List<Column> droppedColumns, Map<String, Long> changes) {}

    record Rows(long read, long written) {}

    record Column(String name, String sourceName, int position) {}

    private final Report report;
    private final String[] rawNames;
    private final Map<String, Integer> indexes = new HashMap<>();

    private LedgerColumns(Report report) throws LedgerException {
        this.report = report;
        rawNames = new String[report.columns.size() + report.droppedColumns.size()];
        for (var columns : List.of(report.columns, report.droppedColumns)) {
            for (var column : columns) {
                if (column.position < 1 || column.position > rawNames.length || column.sourceName == null
                        || rawNames[column.position - 1] != null) {
                    throw new LedgerException("the quality report does not list every column once");
                }
                rawNames[column.position - 1] = column.sourceName;
                indexes.put(column.name, column.position - 1);
            }
        }
    }

    static LedgerColumns read(InputStream quality) throws IOException {
        try {
            var report = Json.MAPPER.readValue(quality, Report.class);
            if (report == null || report.rows == null || report.columns == null || report.droppedColumns == null
                    || report.changes == null) {
                throw new LedgerException("the quality report lists no columns, rows or changes");
            }
            return new LedgerColumns(report);
        } catch (JacksonException e) {
            throw new LedgerException("the quality report is not one: " + e.getOriginalMessage());
        }
    }

    long rows() {
        return report.rows.read;
    }

    /// How many of them are in the cleaned table; the others are among the rejected.
    long written() {
        return report.rows.written;
    }

    /// How many lines the change log has, by reason.
    Map<String, Long> changes() {
        return report.changes;
    }

    int width() {
        return rawNames.length;
    }

    String[] rawNames() {
        return rawNames;
    }

    /// What the cleaned table starts with; flags and derived columns follow, which the raw table never had.
    List<String> cleanedNames() {
        return report.columns.stream().map(Column::name).toList();
    }

    int indexOf(String name) throws LedgerException {
        var index = indexes.get(name);
        if (index == null) {
            throw new LedgerException("the change log has a column that the quality report does not list: " + name);
        }
        return index;
    }

    /// Puts clean cells where they were in the raw table. Those of dropped columns were empty unless the change log says
    /// otherwise.
    ///
    /// @param clean null if there is none
    void place(CSVRecord clean, String[] cells, long row) throws LedgerException {
        if (clean == null || clean.size() < report.columns.size()) {
            throw new LedgerException("row " + row + " is neither whole in the cleaned table nor among the rejected");
        }
        for (var column : report.droppedColumns) {
            cells[column.position - 1] = "";
        }
        for (var i = 0; i < report.columns.size(); i++) {
            cells[report.columns.get(i).position - 1] = clean.get(i);
        }
    }
}
