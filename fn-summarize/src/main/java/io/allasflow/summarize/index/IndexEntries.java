package io.allasflow.summarize.index;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.json.Json;
import io.allasflow.core.status.QualityFacts;
import io.allasflow.core.status.ReadingNotes;
import io.allasflow.core.status.Status;
import io.allasflow.summarize.model.GoldModel;
import io.allasflow.summarize.model.GoldState;
import io.allasflow.summarize.report.ChangeText;
import io.allasflow.summarize.report.IndexEntry;
import io.allasflow.summarize.report.Links;
import io.allasflow.summarize.report.ModelEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What the index tells of a dataset, as its status has it, and of models.
final class IndexEntries {
    private IndexEntries() {}

    static List<IndexEntry> of(Status status) {
        var conflicts = status.conflicts().stream().map(conflict -> new IndexEntry(conflict.key(),
                Status.State.REJECTED.word(), null, conflict.key(), null, null, null, null, null, null, null, null,
                null, null, null, null, ErrorCode.DATASET_CONFLICT.name(), status.rivalSentence(conflict).orElse(null),
                ErrorCode.DATASET_CONFLICT.advice(), null, null));
        // A divided source has no report: its parts have, and statuses of their own.
        var own = status.source() == null || status.state() == Status.State.DIVIDED
                ? Stream.<IndexEntry>empty()
                : Stream.of(entry(status));
        return Stream.concat(own, conflicts).toList();
    }

    private static IndexEntry entry(Status status) {
        var rows = status.quality() == null ? Json.MAPPER.createObjectNode() : status.quality().path("rows");
        var error = status.stages().stream().map(Status.StageRun::error).filter(Objects::nonNull)
                .reduce((first, second) -> second);
        var gone = status.sourceDeleted() == null
                ? null
                : "The source was deleted; a scan found that at " + status.sourceDeleted() + ".";
        return new IndexEntry(status.dataset(), status.state().word(), changed(status), status.source().key(),
                status.source().size(),
                number(rows, "read"), number(rows, "written"), number(rows, "duplicates"), number(rows, "empty"),
                number(rows, "rejected"), number(rows, "headers"), status.overall(), earlier(status), verdict(status),
                drift(status),
                change(status),
                error.map(PipelineEvent.Error::code).orElse(null), error.map(PipelineEvent.Error::message).orElse(gone),
                error.map(PipelineEvent.Error::advice).orElse(null),
                status.state() == Status.State.SUMMARIZED ? Links.report(status.dataset()) : null,
                ReadingNotes.of(status.dialect()));
    }

    private static Long number(JsonNode rows, String field) {
        return rows.hasNonNull(field) ? rows.path(field).asLong() : null;
    }

    private static String changed(Status status) {
        return status.stages().stream().map(Status.StageRun::at).max(Comparator.naturalOrder()).map(Instant::toString)
                .orElse(null);
    }

    private static List<Double> earlier(Status status) {
        return status.history().reversed().stream().map(Status.Past::quality).filter(Objects::nonNull).toList();
    }

    private static IndexEntry.Drift drift(Status status) {
        var drift = status.quality() == null ? null : status.quality().get(QualityFacts.DRIFT);
        return drift == null
                ? null
                : new IndexEntry.Drift(drift.path("added").size(), drift.path("removed").size(),
                        drift.path("renamed").size(), drift.path("retyped").size(),
                        drift.path("reordered").asBoolean());
    }

    private static ChangeText change(Status status) {
        return status.state() == Status.State.SUMMARIZED ? status.told().map(ChangeText::of).orElse(null) : null;
    }

    private static String verdict(Status status) {
        return status.quality() == null ? null : status.quality().path("verdict").asText(null);
    }

    static List<ModelEntry> of(GoldState state) {
        var entries = new ArrayList<ModelEntry>();
        state.results().forEach((model, gold) -> entries.add(gold == null
                ? new ModelEntry(model, "new", null, false, List.of(), null, null, null, null)
                : entry(gold)));
        state.misnamed().forEach(file -> entries.add(new ModelEntry(file, GoldModel.State.FAILED.word(), null, false,
                List.of(), ErrorCode.MODEL_MISNAMED.name(), "No model can be called that.",
                ErrorCode.MODEL_MISNAMED.advice(), null)));
        return entries;
    }

    private static ModelEntry entry(GoldModel gold) {
        var error = gold.problem();
        return new ModelEntry(gold.model(), gold.state().word(), gold.rows(), gold.isKept(),
                gold.inputs().stream().map(GoldModel.Input::name).toList(), error == null ? null : error.code(),
                error == null ? null : error.message(), error == null ? null : error.advice(),
                "../gold/" + gold.model() + ".html");
    }
}
