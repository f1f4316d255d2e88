package io.allasflow.ingest.scan;

import io.allasflow.core.config.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The patterns of `datasets` that no source of a scan has matched so far: one that never does is likely mistyped. Costs
/// nothing once all have.
final class UnmatchedPatterns {
    private static final Pattern WORKBOOK = Pattern.compile(".*\\.xls[xm]?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final List<Glob> patterns;

    UnmatchedPatterns(List<Glob> patterns) {
        this.patterns = new ArrayList<>(patterns);
    }

    /// @param name of a source under the prefix
    void see(String name) {
        if (!patterns.isEmpty()) {
            boolean workbook = WORKBOOK.matcher(name).matches();
            patterns.removeIf(pattern -> pattern.matches(name) || workbook && mayMatchPart(pattern, name));
        }
    }

    /// The scan does not know the sheets of a workbook.
    private static boolean mayMatchPart(Glob pattern, String name) {
        int end = pattern.toString().lastIndexOf('/');
        return end > 0 && new Glob(pattern.toString().substring(0, end)).matches(name);
    }

    List<String> left() {
        return patterns.stream().map(Glob::toString).toList();
    }
}
