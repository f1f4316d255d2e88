package io.allasflow.clean;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.allasflow.clean.engine.CleanOutput;
import io.allasflow.clean.engine.CleanSettings;
import io.allasflow.clean.engine.Cleaner;
import io.allasflow.clean.engine.QualityReport;
import io.allasflow.clean.engine.RawTable;
import io.allasflow.clean.engine.TableSource;
import io.allasflow.clean.engine.UncleanableTableException;
import io.allasflow.clean.engine.drift.Predecessor;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.json.Json;
import io.allasflow.core.layout.Output;
import io.allasflow.core.stage.StageContext;
import io.allasflow.core.stage.StageWork;
import io.allasflow.core.status.QualityFacts;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/// Cleans a raw table and writes what came of it.
public final class CleanWork implements StageWork {
    @Override
    public Result run(StageContext context) throws IOException {
        var settings = context.settings("clean", CleanSettings.defaults());
        var source = context.source();
        var table = new TableSource(context.dataset(), source.bucket(), source.key(), source.etag(), source.size());
        try (var rejected = context.create(Output.REJECTED);
                var changes = context.create(Output.CHANGES);
                var quality = context.create(Output.QUALITY);
                var cleaned = context.create(Output.CLEANED)) {
            var report = new Cleaner(settings, commonColumns(context)).clean(table, raw(context),
                    before(context, settings),
                    new CleanOutput(cleaned, changes, rejected));
            quality.write(Json.MAPPER.writeValueAsBytes(report));
            rejected.commit();
            changes.commit();
            quality.commit();
            return new Made(cleaned.commit(), report.rows().written(), report.verdict().text(),
                    facts(report));
        } catch (UncleanableTableException e) {
            throw new PipelineException(code(e), context.input().ref() + ": " + e.getMessage(), e);
        }
    }

    private static Set<String> commonColumns(StageContext context) {
        return context.commonSettings("clean", CleanSettings.defaults()).columns().keySet();
    }

    private static RawTable raw(StageContext context) {
        return new RawTable() {
            @Override
            public InputStream open() throws IOException {
                return context.open();
            }

            @Override
            public long size() {
                return context.input().size();
            }
        };
    }

    private static JsonNode facts(QualityReport report) {
        var facts = QualityFacts.of(Json.MAPPER.valueToTree(report));
        return report.drift() == null
                ? facts
                : ((ObjectNode) facts).set(QualityFacts.DRIFT, Json.MAPPER.valueToTree(report.drift()));
    }

    /// What the quality report that is there says, whichever version it is of: the outputs of a rejected version are never
    /// written, so it is of one that was accepted.
    ///
    /// @return null if there is none, so that this is the first version; also for one that cannot be read or is gone, if
    ///         the columns may change
    private static Predecessor before(StageContext context, CleanSettings settings) throws IOException {
        var ref = context.layout().output(Output.QUALITY, context.dataset());
        Exception cause = null;
        try (var report = context.store().open(ref, null)) {
            var before = Json.MAPPER.readValue(report, Predecessor.class);
            if (before != null && before.isWhole()) {
                return before;
            }
        } catch (ObjectMissingException e) {
            if (settings.contract() == CleanSettings.Contract.FREEZE) {
                requireFirst(context, ref, e);
            }
            return null;
        } catch (JacksonException e) {
            cause = e;
        }
        if (settings.contract() == CleanSettings.Contract.FREEZE) {
            throw new PipelineException(ErrorCode.COLUMNS_CHANGED, context.input().ref()
                    + ": The columns are frozen, but nothing tells which they are: " + ref + " is no quality report.",
                    cause);
        }
        return null;
    }

    /// Refuses to take a version for the first of a frozen dataset if the status tells of one accepted before: its report
    /// was lost, and with it what is frozen. The version accepted last may be cleaned again, as its columns are the ones.
    private static void requireFirst(StageContext context, ObjectRef ref, ObjectMissingException cause) {
        var status = new StatusStore(context.store(), context.layout()).read(context.dataset());
        var accepted = status.flatMap(Status::lastAccepted);
        if (accepted.isPresent() && !accepted.get().equals(context.source().etag())) {
            throw new PipelineException(ErrorCode.COLUMNS_CHANGED, context.input().ref()
                    + ": The columns are frozen, but nothing tells which they are: a version was accepted before, and "
                    + ref + ", which told its columns, is gone. Restore it, or let this version set them anew with "
                    + "clean.contract: evolve.", cause);
        }
    }

    private static ErrorCode code(UncleanableTableException e) {
        return switch (e.reason()) {
            case EMPTY_TABLE -> ErrorCode.EMPTY_TABLE;
            case NOT_CANONICAL -> ErrorCode.MALFORMED_CSV;
            case TOO_MANY_COLUMNS, TOO_MANY_ROWS -> ErrorCode.TOO_LARGE;
            case COLUMNS_CHANGED -> ErrorCode.COLUMNS_CHANGED;
        };
    }
}
