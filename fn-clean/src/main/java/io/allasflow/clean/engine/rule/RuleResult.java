package io.allasflow.clean.engine.rule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/// What came of a rule, as the report tells it.
///
/// @param rule its name
/// @param check what it asks: the setting that says it
/// @param columns as the rule names them
/// @param passed whether something was judged, and nothing broke it
/// @param skipped whether nothing was judged; the problem tells why
/// @param judged rows that it could judge; those written for `rowCount`
/// @param failed rows that break it; 0 for `rowCount`
/// @param exampleRows numbers in the raw table of the first of them
/// @param problem what else there is to say; null if nothing
/// @param fails whether the verdict is therefore `fail`; not for a rule that found nothing to judge in its columns
public record RuleResult(String rule, String check, List<String> columns, Severity severity, boolean passed,
        boolean skipped, long judged, long failed, List<Integer> exampleRows, String problem,
        @JsonIgnore boolean fails) {

    private static final String NOTHING = "No row has a value that it could judge.";

    /// @param unjudged why its rows could not be judged; null if they were
    static RuleResult of(BoundRule bound, long judged, long failed, List<Integer> examples, String unjudged,
            long written) {
        var isOfTable = bound.rule().kind() == Rule.Kind.ROW_COUNT;
        var unable = bound.problem() != null ? bound.problem() : unjudged;
        var isIdle = unable == null && !isOfTable && judged == 0;
        var problem = unable != null ? unable : isIdle ? NOTHING : problemOfCount(bound.rule(), written);
        var passed = failed == 0 && problem == null;
        return new RuleResult(bound.rule().name(), bound.rule().kind().text(), bound.rule().columns(),
                bound.rule().severity(), passed, isIdle || unable != null, isOfTable ? written : judged, failed,
                List.copyOf(examples), problem, !passed && !isIdle && bound.rule().severity() == Severity.FAIL);
    }

    private static String problemOfCount(Rule rule, long written) {
        var count = rule.rowCount();
        if (count == null) {
            return null;
        }
        if (count.min() != null && written < count.min()) {
            return "There are " + written + " rows, fewer than " + count.min() + ".";
        }
        return count.max() != null && written > count.max()
                ? "There are " + written + " rows, more than " + count.max() + "."
                : null;
    }
}
