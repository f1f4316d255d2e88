package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.row.RowExtras;
import java.util.TreeMap;

/// What became of rows and cells, counted as they are written.
final class WriteCounts {
    private final long[] rejected = new long[RejectionReason.values().length];
    private final long[] changes = new long[ChangeReason.values().length];
    private final long[] imputed;
    private final long[] outliers;
    private long written;

    WriteCounts(int columns) {
        imputed = new long[columns];
        outliers = new long[columns];
    }

    void addWritten() {
        written++;
    }

    void addRejected(RejectionReason reason) {
        rejected[reason.ordinal()]++;
    }

    /// @param column index in the raw table
    void addOutlier(int column) {
        outliers[column]++;
    }

    void addChange(RowChanges.Change change) {
        changes[change.reason().ordinal()]++;
        if (change.reason().isImputation()) {
            imputed[change.column()]++;
        }
    }

    void addAll(WriteCounts more) {
        addAll(rejected, more.rejected);
        addAll(changes, more.changes);
        addAll(imputed, more.imputed);
        addAll(outliers, more.outliers);
        written += more.written;
    }

    /// @param read records counted by the first pass
    /// @param extras of all rows
    /// @throws IllegalStateException if these are others
    WriteResult result(long read, RowExtras extras) {
        var named = new TreeMap<String, Long>();
        for (var reason : ChangeReason.values()) {
            if (changes[reason.ordinal()] > 0) {
                named.put(reason.name(), changes[reason.ordinal()]);
            }
        }
        var result = new WriteResult(read, written, rejected(RejectionReason.DUPLICATE_ROW),
                rejected(RejectionReason.EMPTY_ROW),
                rejected(RejectionReason.WRONG_WIDTH) + rejected(RejectionReason.RULE)
                        + rejected(RejectionReason.HEADER_ROW),
                rejected(RejectionReason.HEADER_ROW), rejected(RejectionReason.OUTLIER_ROW), imputed, outliers, named,
                extras);
        result.checkConservation();
        return result;
    }

    private long rejected(RejectionReason reason) {
        return rejected[reason.ordinal()];
    }

    private static void addAll(long[] sums, long[] more) {
        for (var i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }
}
