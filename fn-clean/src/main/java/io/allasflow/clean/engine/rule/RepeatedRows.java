package io.allasflow.clean.engine.rule;

import java.util.BitSet;
import java.util.List;

/// Which rows repeat an earlier one in the columns of a `unique` rule: found before the table is written, so that such
/// rows can be rejected. Rows with a missing or invalid cell there repeat none, as in SQL.
///
/// Memory: 64 bytes a key while it grows, for at most [#MOST_KEYS] over all rules, and a bit a row and rule.
public final class RepeatedRows {
    /// Beyond it a rule is not judged. Fixed, since what a report says must not depend on the machine.
    static final int MOST_KEYS = 1 << 21;

    private final KeySet[] keys;
    private final BitSet[] repeated;
    private final List<BoundRule> rules;
    private final StringBuilder key = new StringBuilder();

    private RepeatedRows(List<BoundRule> rules, int mostKeys) {
        this.rules = rules;
        this.keys = new KeySet[rules.size()];
        this.repeated = new BitSet[rules.size()];
        var unique = rules.stream().filter(RepeatedRows::isUnique).count();
        for (var i = 0; i < keys.length; i++) {
            if (isUnique(rules.get(i))) {
                keys[i] = new KeySet((int) (mostKeys / unique));
                repeated[i] = new BitSet();
            }
        }
    }

    /// Nothing found yet.
    public static RepeatedRows of(List<BoundRule> rules) {
        return new RepeatedRows(rules, MOST_KEYS);
    }

    static RepeatedRows of(List<BoundRule> rules, int mostKeys) {
        return new RepeatedRows(rules, mostKeys);
    }

    /// Whether there is anything to find, for which every row must be looked at in advance.
    public static boolean isNeeded(List<BoundRule> rules) {
        return rules.stream().anyMatch(RepeatedRows::isUnique);
    }

    /// Takes the next row.
    ///
    /// @param valid as [RuleTally#judge] takes it
    public void add(int row, String[] valid) {
        for (var i = 0; i < keys.length; i++) {
            if (keys[i] != null && join(rules.get(i).indexes(), valid)) {
                if (keys[i].add(key)) {
                    continue;
                }
                if (keys[i].isFull()) {
                    keys[i] = null;
                    repeated[i] = null;
                } else {
                    repeated[i].set(row);
                }
            }
        }
    }

    /// Lets go of what only finding needed.
    public void finish() {
        for (var i = 0; i < keys.length; i++) {
            keys[i] = null;
        }
    }

    boolean contains(int rule, int row) {
        return repeated[rule] != null && repeated[rule].get(row);
    }

    /// Why the rule could not be judged; null if it was.
    String problem(int rule) {
        return isUnique(rules.get(rule)) && repeated[rule] == null
                ? "There are too many different values to compare: more than " + MOST_KEYS + " over all unique rules."
                : null;
    }

    /// Each cell after its length, so that no two keys give the same text.
    ///
    /// @return false if a cell is missing
    private boolean join(int[] indexes, String[] valid) {
        key.setLength(0);
        for (var index : indexes) {
            if (valid[index] == null || valid[index].isEmpty()) {
                return false;
            }
            key.append((char) (valid[index].length() >>> 16)).append((char) valid[index].length()).append(valid[index]);
        }
        return true;
    }

    private static boolean isUnique(BoundRule rule) {
        return rule.isOfRows() && rule.rule().kind() == Rule.Kind.UNIQUE;
    }
}
