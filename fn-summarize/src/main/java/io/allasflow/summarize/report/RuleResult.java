package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What became of a declared rule.
///
/// @param what the kind of check, and the columns it is of
/// @param verdict `pass`, or what its severity makes of a broken rule: `warn` or `fail`
/// @param skipped whether it judged nothing; the verdict is then never `pass`
/// @param failed rows that break it
/// @param detail the first of these rows, or why it could not be judged; null for neither
public record RuleResult(String name, String what, String verdict, boolean skipped, String failed,
        String detail) {
    private static final int LONGEST_NAME = 120;
    private static final int MOST_COLUMNS = 6;

    static List<RuleResult> of(JsonNode rules, int most) {
        return rules.valueStream().limit(most).map(RuleResult::of).toList();
    }

    private static RuleResult of(JsonNode rule) {
        var columns = rule.path("columns").valueStream().limit(MOST_COLUMNS)
                .map(column -> Display.text(column.asText(), 60)).collect(Collectors.joining(", "));
        var failed = rule.path("failed").asLong();
        var verdict = rule.path("passed").asBoolean()
                ? "pass"
                : rule.path("severity").asText().equals("warn") ? "warn" : "fail";
        return new RuleResult(Display.text(rule.path("rule").asText(), LONGEST_NAME),
                Display.text(rule.path("check").asText(), 20) + (columns.isEmpty() ? "" : " · " + columns), verdict,
                rule.path("skipped").asBoolean(), Display.count(failed), detail(rule));
    }

    private static String detail(JsonNode rule) {
        if (rule.hasNonNull("problem")) {
            return Display.text(rule.path("problem").asText(), 240);
        }
        var rows = StreamSupport.stream(rule.path("exampleRows").spliterator(), false)
                .map(row -> Display.count(row.asLong())).collect(Collectors.joining(", "));
        return rows.isEmpty() ? null : "first in rows " + rows + " of the raw table";
    }
}
