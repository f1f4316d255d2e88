package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.row.RowExtras;
import java.util.SortedMap;

/// What became of the rows and cells.
///
/// @param read data records counted by the first pass; the others are counted by the second
/// @param imputed imputed cells by column of the raw table
/// @param outliers cells beyond a fence by column of the raw table
/// @param rejected rows of the wrong width, those that repeat the header, and those that a rule rejects
/// @param headers those of them that repeat the header
/// @param changes lines of the change log by reason
/// @param extras what rules, derived columns and values gave over all rows
public record WriteResult(long read, long written, long duplicates, long empty, long rejected, long headers,
        long outlierRows,
        long[] imputed, long[] outliers, SortedMap<String, Long> changes, RowExtras extras) {

    void checkConservation() {
        var accounted = written + duplicates + empty + rejected + outlierRows;
        if (read != accounted) {
            throw new IllegalStateException("rows are not conserved: " + read + " read, but " + written + " written + "
                    + duplicates + " duplicates + " + empty + " empty + " + rejected + " rejected + " + outlierRows
                    + " outliers = " + accounted);
        }
    }
}
