package io.allasflow.core.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;

/// What a status repeats of a quality report, so that whoever lists statuses need not read every report.
public final class QualityFacts {
    /// How the columns differ from those of the version before. It depends on which version that was, so it is told in
    /// the status alone, which no other output is made from.
    public static final String DRIFT = "drift";

    private QualityFacts() {}

    /// Whether more than half of the rows are rejected: then the scores, of the others, say little. Empty ones do not count, nor
    /// those that repeat the header, as there are where many small tables are put one after another.
    ///
    /// @param headers those of the rejected that repeat the header
    public static boolean areMostRejected(long read, long empty, long rejected, long headers) {
        return 2 * (rejected - headers) > read - empty - headers;
    }

    /// @param rows of a quality report; without `headers` if an earlier version wrote it, or there are none
    public static boolean areMostRejected(JsonNode rows) {
        return areMostRejected(rows.path("read").asLong(), rows.path("empty").asLong(),
                rows.path("rejected").asLong(), rows.path("headers").asLong());
    }

    /// @param quality a quality report
    /// @return its `rows`, `scores` and `verdict`
    public static JsonNode of(JsonNode quality) {
        var facts = Json.MAPPER.createObjectNode();
        facts.set("rows", quality.path("rows"));
        facts.set("scores", quality.path("scores"));
        facts.set("verdict", quality.path("verdict"));
        return facts;
    }
}
