package io.allasflow.summarize.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.allasflow.core.status.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A row of `pipeline_runs`: a version of a dataset's source that was worked on to an end. What is not known is null: of earlier
/// versions the status keeps little.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PipelineRun(String sourceKey, Instant finishedAt, String state, Long rowsRead, Long rowsWritten,
        Long duplicates, Long empty, Long rejected, Double quality, String verdict) {

    /// Earlier versions first.
    public static List<PipelineRun> of(Status status) {
        if (status.source() == null) {
            return List.of();
        }
        var runs = new ArrayList<PipelineRun>();
        for (var past : status.history().reversed()) {
            if (isEnd(past.state())) {
                runs.add(new PipelineRun(status.source().key(), past.at(), past.state().word(), null, null, null, null,
                        null, past.quality(), null));
            }
        }
        if (isEnd(status.state())) {
            runs.add(current(status));
        }
        return runs;
    }

    private static boolean isEnd(Status.State state) {
        return state != null && (state.isFinal() || state == Status.State.FAILED);
    }

    private static PipelineRun current(Status status) {
        JsonNode quality = status.quality() == null ? MissingNode.getInstance() : status.quality();
        var rows = quality.path("rows");
        return new PipelineRun(status.source().key(),
                status.stages().stream().map(Status.StageRun::at).max(Comparator.naturalOrder()).orElse(null),
                status.state().word(), number(rows, "read"), number(rows, "written"), number(rows, "duplicates"),
                number(rows, "empty"), number(rows, "rejected"), status.overall(),
                quality.path("verdict").asText(null));
    }

    private static Long number(JsonNode rows, String field) {
        return rows.path(field).isNumber() ? rows.path(field).asLong() : null;
    }
}
