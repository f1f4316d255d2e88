package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.CleanOutput;
import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.CleanSettings.OutlierMode;
import io.allasflow.clean.engine.RawTable;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.core.csv.CanonicalCsv;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;

/// The second pass: every record is either written clean, its changes logged, or listed among the rejected rows.
public final class TableWriter {
    private final TableProfile profile;
    private final TablePlan plan;
    private final RowCleaner cleaner;
    private final CSVPrinter cleaned;
    private final ChangeLog changes;
    private final RejectedRows rejected;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final long[] outliers;
    private long written;

    private TableWriter(TableProfile profile, TablePlan plan, CleanSettings settings, CleanOutput output)
            throws IOException {
        this.profile = profile;
        this.plan = plan;
        this.cleaner = new RowCleaner(plan, settings.missing());
        this.cleaned = CanonicalCsv.print(output.cleaned());
        this.changes = new ChangeLog(output.changes(), plan.columns());
        this.rejected = new RejectedRows(output.rejected());
        this.outliers = new long[plan.columns().size()];
        plan.columns().stream().map(ColumnPlan::name).forEach(name -> indexes.put(name, indexes.size()));
    }

    /// @throws IllegalStateException if the second pass does not account for every record of the first
    public static WriteResult write(RawTable raw, TableProfile profile, TablePlan plan, CleanSettings settings,
            CleanOutput output) throws IOException {
        var writer = new TableWriter(profile, plan, settings, output);
        try (var reader = new RawReader(raw)) {
            var header = reader.next();
            if (header == null || !List.of(header).equals(profile.header())) {
                throw new IllegalStateException("the raw table's header changed between the two passes");
            }
            writer.cleaned.printRecord(plan.header());
            var row = 0;
            for (var cells = reader.next(); cells != null; cells = reader.next()) {
                if (++row > profile.rows()) {
                    throw new IllegalStateException("the raw table has more rows in the second pass than in the first");
                }
                writer.write(row, cells);
            }
        }
        writer.cleaned.flush();
        writer.changes.finish();
        writer.rejected.finish();
        return writer.result();
    }

    private void write(int row, String[] cells) throws IOException {
        var width = profile.header().size();
        switch (RowShape.of(cells, width)) {
            case EMPTY -> rejected.write(row, RejectionReason.EMPTY_ROW, "", cells);
            case WRONG_WIDTH -> rejected.write(row, RejectionReason.WRONG_WIDTH,
                    cells.length + " cells where the header has " + width, cells);
            case USABLE -> {
                var first = profile.duplicates().firstOf(row);
                if (first == row) {
                    writeKept(row, cells);
                } else {
                    rejected.write(row, RejectionReason.DUPLICATE_ROW, "same as row " + first, cells);
                }
            }
        }
    }

    private void writeKept(int row, String[] raw) throws IOException {
        cleaner.clean(raw);
        var outlierColumns = cleaner.outlierColumns();
        for (var column : outlierColumns) {
            outliers[indexes.get(column)]++;
        }
        if (plan.outlierMode() == OutlierMode.REMOVE && !outlierColumns.isEmpty()) {
            rejected.write(row, RejectionReason.OUTLIER_ROW, "outlier in " + String.join(", ", outlierColumns), raw);
            return;
        }
        cleaned.printRecord(cleaner.cells());
        changes.write(row, cleaner.changes());
        written++;
    }

    private WriteResult result() {
        var result = new WriteResult(profile.rows(), written, rejected.count(RejectionReason.DUPLICATE_ROW),
                rejected.count(RejectionReason.EMPTY_ROW), rejected.count(RejectionReason.WRONG_WIDTH),
                rejected.count(RejectionReason.OUTLIER_ROW), changes.imputed(), outliers, changes.counts());
        result.checkConservation();
        return result;
    }
}
