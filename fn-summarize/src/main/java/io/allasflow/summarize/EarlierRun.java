package io.allasflow.summarize;

import com.fasterxml.jackson.core.JacksonException;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.Version;
import io.allasflow.core.status.Comparison;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.summarize.engine.Comparer;
import io.allasflow.summarize.engine.EarlierSummary;
import io.allasflow.summarize.engine.SummaryReport;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Compares a version with the one whose summary is about to be overwritten.
///
/// The status tells the comparison before the summary is overwritten: who is killed after that has a successor that finds
/// nothing to compare with, and leaves what is told. Who is killed before it has one that finds the same as he did. What
/// another writer of the status makes it lose meanwhile is told again at the end.
final class EarlierRun {
    private static final Logger LOG = Logger.getLogger(EarlierRun.class);

    private EarlierRun() {}

    /// @return null if there is no summary, or only that of this very version
    static Comparison compare(StageContext context, SummaryReport summary) throws IOException {
        var found = find(context, summary);
        found.ifPresent(comparison -> new StatusStore(context.store(), context.layout()).amend(context.dataset(),
                status -> status.withComparison(comparison)));
        return found.orElse(null);
    }

    private static Optional<Comparison> find(StageContext context, SummaryReport summary) throws IOException {
        var ref = context.layout().output(Output.SUMMARY, context.dataset());
        try (var stored = context.store().open(ref, null)) {
            var version = Version.carriedBy(stored.object()).filter(other -> !other.equals(context.version()));
            if (version.isEmpty()) {
                return Optional.empty();
            }
            var before = Json.MAPPER.readValue(stored, EarlierSummary.class);
            if (before != null && before.isWhole()) {
                return Optional.of(Comparer.compare(run(version.get()), before, run(context.version()), summary));
            }
        } catch (ObjectMissingException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            LOG.warnf("%s cannot be read (%s)", ref, e.getClass().getSimpleName());
        }
        LOG.warnf("%s is not a summary; what changed since that version is not told", ref);
        return Optional.empty();
    }

    private static Comparison.Run run(Version version) {
        return new Comparison.Run(version.sourceKey(), version.sourceEtag(), version.configHash(),
                version.programVersion());
    }
}
