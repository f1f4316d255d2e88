package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.CleanOutput;
import io.allasflow.clean.engine.RawTable;
import io.allasflow.clean.engine.Resources;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.scan.Pass;
import io.allasflow.clean.engine.scan.Rows;
import io.allasflow.core.csv.CanonicalCsv;
import java.io.IOException;
import java.util.List;

/// The second pass: every record is either written clean, its changes logged, or listed among the rejected rows. Chunks
/// are written to memory side by side, and from there to the outputs in order.
public final class TableWriter {
    private TableWriter() {}

    /// @throws IllegalStateException if the second pass does not account for every record of the first
    public static WriteResult write(RawTable raw, TableProfile profile, TablePlan plan,
            Resources resources, CleanOutput output) throws IOException, UncleanableTableException {
        var counts = new WriteCounts(plan.columns().size());
        try (var pass = Pass.over(raw, resources)) {
            var header = pass.header();
            if (header == null || !List.of(header).equals(profile.header())) {
                throw new IllegalStateException("the raw table's header changed between the two passes");
            }
            writeHeaders(plan, output);
            var writes = pass.turns();
            pass.run(() -> {
                var rows = new Rows();
                var writer = new ChunkWriter(plan);
                return chunk -> {
                    rows.read(chunk);
                    writer.write(rows, profile.chunk(chunk));
                    writes.take(chunk, () -> {
                        writer.moveTo(output);
                        counts.addAll(writer.counts());
                    });
                };
            });
        }
        output.cleaned().flush();
        output.changes().flush();
        output.rejected().flush();
        return counts.result(profile.rows());
    }

    private static void writeHeaders(TablePlan plan, CleanOutput output) throws IOException {
        var cleaned = CanonicalCsv.print(output.cleaned());
        cleaned.printRecord(plan.header());
        cleaned.flush();
        ChangeLog.writeHeader(output.changes());
        RejectedRows.writeHeader(output.rejected());
    }
}
