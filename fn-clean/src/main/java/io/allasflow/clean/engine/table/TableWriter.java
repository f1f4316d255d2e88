package io.allasflow.clean.engine.table;

import io.allasflow.clean.engine.CleanOutput;
import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.RawTable;
import io.allasflow.clean.engine.Resources;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.row.RowExtrasPlan;
import io.allasflow.clean.engine.rule.RepeatedRows;
import io.allasflow.clean.engine.scan.Pass;
import io.allasflow.clean.engine.scan.Rows;
import io.allasflow.core.csv.CanonicalCsv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The second pass: every record is either written clean, its changes logged, or listed among the rejected rows. Chunks
/// are written to memory side by side, and from there to the outputs in order; one that grows large there waits for its
/// turn and goes on to the outputs.
public final class TableWriter {
    private TableWriter() {}

    /// @throws IllegalStateException if the second pass does not account for every record of the first
    public static WriteResult write(RawTable raw, TableProfile profile, TablePlan plan, CleanSettings settings,
            Resources resources, CleanOutput output) throws IOException, UncleanableTableException {
        var extrasPlan = RowExtrasPlan.of(plan.columns(), plan.outlierColumn(), settings);
        if (RepeatedRows.isNeeded(extrasPlan.rules())) {
            findRepeated(raw, profile, plan, resources, extrasPlan.repeated());
        }
        var counts = new WriteCounts(plan.columns().size());
        var extras = extrasPlan.start();
        try (var pass = Pass.over(raw, resources)) {
            var header = pass.header();
            if (header == null || !List.of(header).equals(profile.header())) {
                throw new IllegalStateException("the raw table's header changed between the two passes");
            }
            writeHeaders(plan, extrasPlan, output);
            var writes = pass.turns();
            pass.run(() -> {
                var rows = new Rows();
                var writer = new ChunkWriter(plan, extrasPlan);
                return chunk -> {
                    rows.read(chunk);
                    writer.write(rows, profile.chunk(chunk), () -> {
                        writes.await(chunk);
                        writer.moveTo(output);
                    });
                    writes.take(chunk, () -> {
                        writer.moveTo(output);
                        counts.addAll(writer.counts());
                        extras.append(writer.extras());
                    });
                };
            });
        }
        output.cleaned().flush();
        output.changes().flush();
        output.rejected().flush();
        return counts.result(profile.rows(), extras);
    }

    /// A pass of its own, only for rules that compare rows.
    private static void findRepeated(RawTable raw, TableProfile profile, TablePlan plan, Resources resources,
            RepeatedRows repeated) throws IOException, UncleanableTableException {
        try (var pass = Pass.over(raw, resources)) {
            var turns = pass.turns();
            pass.run(() -> {
                var rows = new Rows();
                var cleaner = new RowCleaner(plan);
                return chunk -> {
                    rows.read(chunk);
                    var known = profile.chunk(chunk);
                    turns.take(chunk, () -> KeptRows.forEach(rows, known, plan, cleaner, repeated::add));
                };
            });
        }
        repeated.finish();
    }

    private static void writeHeaders(TablePlan plan, RowExtrasPlan extrasPlan, CleanOutput output) throws IOException {
        var names = new ArrayList<>(plan.header());
        names.addAll(extrasPlan.derived().names());
        var cleaned = CanonicalCsv.print(output.cleaned());
        cleaned.printRecord(names);
        cleaned.flush();
        ChangeLog.writeHeader(output.changes());
        RejectedRows.writeHeader(output.rejected());
    }
}
