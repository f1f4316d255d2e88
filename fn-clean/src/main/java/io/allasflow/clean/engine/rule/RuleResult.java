package io.allasflow.clean.engine.rule;

import java.util.List;

/// What came of a rule, as the report tells it.
///
/// @param rule its name
/// @param check what it asks: the setting that says it
/// @param columns as the rule names them
/// @param failed rows that break it; 0 for `rowCount`
/// @param exampleRows numbers in the raw table of the first of them
/// @param problem what else there is to say; null if nothing
public record RuleResult(String rule, String check, List<String> columns, Severity severity, boolean passed,
        long failed, List<Integer> exampleRows, String problem) {

    /// @param unjudged why its rows could not be judged; null if they were
    static RuleResult of(BoundRule bound, long failed, List<Integer> examples, String unjudged, long written) {
        var problem = bound.problem() != null
                ? bound.problem()
                : unjudged != null ? unjudged : problemOfCount(bound.rule(), written);
        var passed = failed == 0 && problem == null;
        return new RuleResult(bound.rule().name(), bound.rule().kind().text(), bound.rule().columns(),
                bound.rule().severity(), passed, failed, List.copyOf(examples), problem);
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
