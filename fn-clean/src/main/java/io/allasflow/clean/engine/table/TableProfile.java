package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.RawTable;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import io.allasflow.clean.engine.cell.CellClassifier;
import io.allasflow.clean.engine.cell.MissingValues;
import io.allasflow.clean.engine.cell.WhiteSpace;
import io.allasflow.clean.engine.column.ColumnNames;
import io.allasflow.clean.engine.column.ColumnProfile;
import java.io.IOException;
import java.util.List;

/// What the first pass learns: the header, which records repeat others, and a profile of each column over the rows
/// kept.
public final class TableProfile {
    private final List<String> header;
    private final List<String> names;
    private final List<ColumnProfile> columns;
    private final DuplicateIndex duplicates = DuplicateIndex.ofHeap();
    private long kept;

    private TableProfile(List<String> header, CleanSettings.Limits limits) {
        this.header = header;
        var capacity = limits.quantileValues() / header.size();
        this.names = new ColumnNames().clean(header);
        this.columns = names.stream().map(name -> new ColumnProfile(ColumnNames.isIdentifier(name), capacity)).toList();
    }

    public static TableProfile of(RawTable raw, CleanSettings settings) throws IOException, UncleanableTableException {
        var limits = settings.limits();
        try (var reader = new RawReader(raw)) {
            var header = reader.next();
            if (header == null || header.length == 0) {
                throw new UncleanableTableException(Reason.EMPTY_TABLE, "The table is empty: it has no header row.");
            }
            if (header.length > limits.columns()) {
                throw new UncleanableTableException(Reason.TOO_MANY_COLUMNS, "The table has " + header.length
                        + " columns; at most " + limits.columns() + " are cleaned. Split it or raise limits.columns.");
            }
            var profile = new TableProfile(List.of(header), limits);
            var missing = new MissingValues(settings.missing().sentinels());
            var classifier = new CellClassifier();
            for (var cells = reader.next(); cells != null; cells = reader.next()) {
                if (limits.rows() != null && profile.rows() == limits.rows()) {
                    throw new UncleanableTableException(Reason.TOO_MANY_ROWS, "The table has more than " + limits.rows()
                            + " rows, the most that are cleaned. Split it or raise limits.rows.");
                }
                profile.add(cells, missing, classifier);
            }
            return profile;
        }
    }

    /// Data records in the raw table.
    public int rows() {
        return duplicates.rows();
    }

    /// Rows neither rejected, empty nor duplicates.
    public long kept() {
        return kept;
    }

    public List<String> header() {
        return header;
    }

    /// The clean name of each column.
    public List<String> names() {
        return names;
    }

    public List<ColumnProfile> columns() {
        return columns;
    }

    DuplicateIndex duplicates() {
        return duplicates;
    }

    private void add(String[] cells, MissingValues missing, CellClassifier classifier)
            throws UncleanableTableException {
        if (RowShape.of(cells, header.size()) != RowShape.USABLE) {
            duplicates.skip();
            return;
        }
        if (duplicates.add(cells)) {
            return;
        }
        kept++;
        for (var i = 0; i < cells.length; i++) {
            var text = WhiteSpace.clean(cells[i]);
            if (missing.contains(text)) {
                columns.get(i).addMissing();
            } else {
                columns.get(i).add(text, classifier.formatOf(text), text.length() == cells[i].length());
            }
        }
    }
}
