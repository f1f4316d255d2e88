package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.column.ColumnNames;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.outlier.OutlierMode;
import io.allasflow.clean.engine.scan.HeaderRow;
import java.util.ArrayList;
import java.util.List;

/// What the second pass does, decided from the whole table.
///
/// @param columns every column of the raw table, the dropped ones among them
/// @param outlierColumn name of the column of flags; null if there is none
/// @param hasKeys whether duplicates are equal in key columns alone
/// @param unknownKeys key columns that the table lacks
public record TablePlan(List<ColumnPlan> columns, String outlierColumn, boolean hasKeys,
        List<String> unknownKeys) {
    private static final String OUTLIER_COLUMN = "is_outlier";

    public static TablePlan of(TableProfile profile, CleanSettings settings) {
        var names = profile.names();
        var mostMissing = settings.missing().dropColumnAbove() * profile.kept();
        // A table must have a column, so if all are that empty none is dropped.
        var dropsSome = profile.columns().stream().anyMatch(column -> column.missing() <= mostMissing);
        var columns = new ArrayList<ColumnPlan>();
        for (var i = 0; i < names.size(); i++) {
            var column = profile.columns().get(i);
            columns.add(ColumnPlan.of(names.get(i), profile.header().get(i), i + 1,
                    dropsSome && column.missing() > mostMissing, column, settings));
        }
        var isFlagged = columns.stream()
                .anyMatch(column -> column.outliers() != null && column.outliers().mode() == OutlierMode.FLAG);
        return new TablePlan(List.copyOf(columns), isFlagged ? ColumnNames.unique(OUTLIER_COLUMN, names) : null,
                profile.hasKeys(), profile.unknownKeys());
    }

    HeaderRow rawHeader() {
        return new HeaderRow(columns.stream().map(ColumnPlan::sourceName).toList());
    }

    List<String> header() {
        var header = new ArrayList<String>();
        columns.stream().filter(column -> !column.dropped()).map(ColumnPlan::name).forEach(header::add);
        if (outlierColumn != null) {
            header.add(outlierColumn);
        }
        return header;
    }
}
