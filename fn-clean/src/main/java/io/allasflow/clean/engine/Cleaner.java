package io.allasflow.clean.engine;

import io.allasflow.clean.engine.CleanSettings.Contract;
import io.allasflow.clean.engine.UncleanableTableException.Reason;
import io.allasflow.clean.engine.drift.Drift;
import io.allasflow.clean.engine.drift.DriftFinder;
import io.allasflow.clean.engine.drift.Predecessor;
import io.allasflow.clean.engine.report.ReportBuilder;
import io.allasflow.clean.engine.table.TablePlan;
import io.allasflow.clean.engine.table.TableProfile;
import io.allasflow.clean.engine.table.TableWriter;
import io.allasflow.clean.engine.table.ValuePass;
import java.io.IOException;
import java.util.Set;

/// Cleans a table in two passes of bounded memory: the first profiles the whole of it, the second writes. A table with too
/// many rows to find its duplicates that way is read more often (see `duplicate.DuplicateSearch`), and so is one whose
/// settings ask for what the profile does not tell (see `table.ValuePass`).
///
/// No row is lost, doubled or altered unseen: each data record is either in `cleaned`, with each change of a cell in
/// `changes`, or in `rejected`. What is written depends on nothing but the raw bytes and the settings. Serves many
/// threads, and uses several for a large table.
public final class Cleaner {
    private final CleanSettings settings;
    private final Set<String> commonColumns;
    private final Resources resources;

    public Cleaner(CleanSettings settings) {
        this(settings, Set.of());
    }

    /// @param commonColumns those of the settings' columns that are said of all tables, so that this one may lack them
    public Cleaner(CleanSettings settings, Set<String> commonColumns) {
        this(settings, commonColumns, Resources.ofMachine());
    }

    private Cleaner(CleanSettings settings, Set<String> commonColumns, Resources resources) {
        this.settings = settings;
        this.commonColumns = Set.copyOf(commonColumns);
        this.resources = resources;
    }

    public Cleaner(CleanSettings settings, Resources resources) {
        this(settings, Set.of(), resources);
    }

    /// Cleans a table that has no version before.
    public QualityReport clean(TableSource source, RawTable raw, CleanOutput output)
            throws IOException, UncleanableTableException {
        return clean(source, raw, null, output);
    }

    /// @param before what the quality report of the version accepted before says; null if there is none
    /// @throws UncleanableTableException before anything is written, if the table can never be cleaned as it is
    /// @throws IllegalStateException if rows are not conserved, or the two passes did not see the same table
    public QualityReport clean(TableSource source, RawTable raw, Predecessor before, CleanOutput output)
            throws IOException, UncleanableTableException {
        var profile = TableProfile.of(raw, settings, resources);
        var found = TablePlan.of(profile, settings);
        var drift = drift(before, source, found);
        var plan = ValuePass.complete(raw, profile, found, settings, resources);
        var result = TableWriter.write(raw, profile, plan, settings, resources, output);
        return ReportBuilder.build(source, plan, result, drift, settings, commonColumns);
    }

    private Drift drift(Predecessor before, TableSource source, TablePlan plan) throws UncleanableTableException {
        var drift = DriftFinder.find(before, source.key(), source.etag(), plan.columns());
        if (drift != null && settings.contract() == Contract.FREEZE) {
            throw new UncleanableTableException(Reason.COLUMNS_CHANGED,
                    "The columns are frozen, but differ from those of the version before: " + drift.text() + ".");
        }
        return drift;
    }
}
