package io.allasflow.clean.engine;

import io.allasflow.clean.engine.report.ReportBuilder;
import io.allasflow.clean.engine.table.TablePlan;
import io.allasflow.clean.engine.table.TableProfile;
import io.allasflow.clean.engine.table.TableWriter;
import java.io.IOException;

/// Cleans a table in two passes of bounded memory: the first profiles the whole of it, the second writes.
///
/// No row is lost, doubled or altered unseen: each data record is either in `cleaned`, with each change of a cell in
/// `changes`, or in `rejected`. What is written depends on nothing but the raw bytes and the settings. Serves many
/// threads.
public final class Cleaner {
    private final CleanSettings settings;

    public Cleaner(CleanSettings settings) {
        this.settings = settings;
    }

    /// @throws UncleanableTableException before anything is written, if the table can never be cleaned as it is
    /// @throws IllegalStateException if rows are not conserved, or the two passes did not see the same table
    public QualityReport clean(TableSource source, RawTable raw, CleanOutput output)
            throws IOException, UncleanableTableException {
        var profile = TableProfile.of(raw, settings);
        var plan = TablePlan.of(profile, settings);
        var result = TableWriter.write(raw, profile, plan, settings, output);
        return ReportBuilder.build(source, plan, result, settings);
    }
}
