package io.allasflow.core.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.json.Json;

/// What a status repeats of a quality report, so that whoever lists statuses need not read every report.
public final class QualityFacts {
    /// How the columns differ from those of the version before. It depends on which version that was, so it is told in
    /// the status alone, which no other output is made from.
    public static final String DRIFT = "drift";

    private QualityFacts() {}

    /// Whether more than half of the rows that are not empty are rejected: then the scores, of the others, say little.
    public static boolean areMostRejected(long read, long empty, long rejected) {
        return 2 * rejected > read - empty;
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
