package io.allasflow.clean.engine.column;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// How a column of categories spells each of them: `Paid`, `paid` and `PAID` are three spellings of one. Free text is
/// given up after some different cells or a long one, so it is not judged; neither are names that are spelt oddly, but
/// always alike. Memory: some 4 KB a column, until it is given up.
final class Spellings {
    private static final int MOST = 32;
    private static final int LONGEST = 32;

    /// Null once given up.
    private Map<String, long[]> counts = new HashMap<>();

    void add(String text) {
        if (counts == null) {
            return;
        }
        var count = text.length() > LONGEST ? null : counts.get(text);
        if (count != null) {
            count[0]++;
        } else if (text.length() > LONGEST || counts.size() == MOST) {
            counts = null;
        } else {
            counts.put(text, new long[]{1});
        }
    }

    void addAll(Spellings others) {
        if (others.counts == null) {
            counts = null;
        }
        if (counts != null) {
            others.counts.forEach((text, count) -> counts.computeIfAbsent(text, _ -> new long[1])[0] += count[0]);
            counts = counts.size() > MOST ? null : counts;
        }
    }

    /// Cells that are not in the commonest spelling of their category.
    long deviating() {
        if (counts == null) {
            return 0;
        }
        var deviating = 0L;
        var most = new HashMap<String, Long>();
        for (var spelling : counts.entrySet()) {
            deviating += spelling.getValue()[0];
            most.merge(spelling.getKey().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), spelling.getValue()[0],
                    Math::max);
        }
        return deviating - most.values().stream().mapToLong(Long::longValue).sum();
    }
}
