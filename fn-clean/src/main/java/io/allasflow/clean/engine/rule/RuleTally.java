package io.allasflow.clean.engine.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Judges one row after another and counts, for one stretch of rows and one thread. Stretches are joined in the order
/// of their rows. Memory: some bytes a rule and a column.
public final class RuleTally {
    private static final int EXAMPLES = 5;

    private final List<BoundRule> rules;
    private final RepeatedRows repeated;
    private final long[] judged;
    private final long[] failed;
    private final List<List<Integer>> examples = new ArrayList<>();
    private final long[] brokenCells;
    private final boolean[] broken;
    private final List<String> rejecting = new ArrayList<>();

    /// @param columns of the raw table
    public RuleTally(List<BoundRule> rules, RepeatedRows repeated, int columns) {
        this.rules = rules;
        this.repeated = repeated;
        this.judged = new long[rules.size()];
        this.failed = new long[rules.size()];
        this.brokenCells = new long[columns];
        this.broken = new boolean[columns];
        rules.forEach(_ -> examples.add(new ArrayList<>(EXAMPLES)));
    }

    /// @param row its number in the raw table
    /// @param valid its cells by column of the raw table as they are cleaned, before imputation and capping; null where
    ///        missing or dropped, empty where they do not fit the type
    /// @return the names of the rules for which the row is rejected; empty if it stays. The next call empties it
    public List<String> judge(int row, String[] valid) {
        rejecting.clear();
        if (rules.isEmpty()) {
            return rejecting;
        }
        Arrays.fill(broken, false);
        for (var i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            if (!rule.isOfRows() || !isJudged(rule, valid)) {
                continue;
            }
            judged[i]++;
            if (isBroken(rule, i, row, valid)) {
                failed[i]++;
                if (examples.get(i).size() < EXAMPLES) {
                    examples.get(i).add(row);
                }
                if (rule.rule().severity() == Severity.REJECT) {
                    rejecting.add(rule.rule().name());
                }
            }
        }
        return rejecting;
    }

    /// Whether the row has what the rule is about.
    private static boolean isJudged(BoundRule rule, String[] valid) {
        return switch (rule.rule().kind()) {
            case REQUIRED -> true;
            case TYPE -> valid[rule.indexes()[0]] != null;
            case RANGE, REGEX, ONE_OF, UNIQUE -> {
                for (var index : rule.indexes()) {
                    if (isMissing(valid[index])) {
                        yield false;
                    }
                }
                yield true;
            }
            case ROW_COUNT -> false;
        };
    }

    private static boolean isMissing(String cell) {
        return cell == null || cell.isEmpty();
    }

    private boolean isBroken(BoundRule rule, int number, int row, String[] valid) {
        var index = rule.indexes()[0];
        return switch (rule.rule().kind()) {
            case UNIQUE -> repeated.contains(number, row);
            case REQUIRED -> isMissing(valid[index]);
            case TYPE, RANGE, REGEX, ONE_OF -> breaks(valid[index], index, rule.check());
            case ROW_COUNT -> throw new IllegalStateException("not about rows");
        };
    }

    private boolean breaks(String cell, int index, CellCheck check) {
        if (check.accepts(cell)) {
            return false;
        }
        if (!broken[index] && !cell.isEmpty()) {
            broken[index] = true;
            brokenCells[index]++;
        }
        return true;
    }

    /// Adds what was counted in the rows that follow.
    public void append(RuleTally next) {
        for (var i = 0; i < failed.length; i++) {
            judged[i] += next.judged[i];
            failed[i] += next.failed[i];
            var mine = examples.get(i);
            next.examples.get(i).stream().limit(EXAMPLES - mine.size()).forEach(mine::add);
        }
        for (var i = 0; i < brokenCells.length; i++) {
            brokenCells[i] += next.brokenCells[i];
        }
    }

    /// Valid cells by column of the raw table that break at least one rule about cells.
    public long[] brokenCells() {
        return brokenCells;
    }

    /// @param written rows written
    public List<RuleResult> results(long written) {
        var results = new ArrayList<RuleResult>();
        for (var i = 0; i < rules.size(); i++) {
            results.add(
                    RuleResult.of(rules.get(i), judged[i], failed[i], examples.get(i), repeated.problem(i), written));
        }
        return results;
    }
}
