package io.allasflow.local.demo;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The table a run ends with: one line for each source object, or each part of one, at most 80 columns wide.
public final class ResultTable {
    private static final int WIDTH = 80;
    private static final int SOURCE_WIDTH = 25;
    private static final String LINE = "%-" + SOURCE_WIDTH + "s %7s %8s %13s %5s %6s %s%n";

    private static final Set<String> MARKED = Set.of("warn", "fail");

    private ResultTable() {}

    /// @param before the outcomes as they were before the run
    public static void print(PrintStream out, List<Outcome> before, List<Outcome> outcomes) {
        var unchanged = new HashSet<>(before);
        out.printf(LINE, "source", "rows in", "rows out", "dup/empty/rej", "score", "time", "state");
        out.println("-".repeat(WIDTH));
        outcomes.forEach(outcome -> printLine(out, outcome, unchanged.contains(outcome)));
        out.println("-".repeat(WIDTH));
        printTotals(out, outcomes);
    }

    private static void printLine(PrintStream out, Outcome outcome, boolean unchanged) {
        var rows = outcome.rows();
        out.printf(Locale.ROOT, LINE, shorten(printable(outcome.key())), //
                rows.map(row -> Long.toString(row.read())).orElse("-"),
                rows.map(row -> Long.toString(row.written())).orElse("-"),
                rows.map(row -> row.duplicates() + "/" + row.empty() + "/" + row.rejected()).orElse("-"),
                outcome.quality().map(score -> String.format(Locale.ROOT, "%.1f", score)).orElse("-"),
                outcome.millis().isPresent() ? seconds(outcome.millis().getAsLong()) : "-", state(outcome, unchanged));
        if (!outcome.state().equals("summarized")) {
            outcome.reason().ifPresent(reason -> out.print(wrap(printable(reason))));
        }
        rows.filter(Outcome.Rows::areMostRejected)
                .ifPresent(_ -> out.print(wrap("most rows were rejected; the score is of the others")));
        outcome.notes().forEach(note -> out.print(wrap(printable(note))));
        rows.filter(row -> !row.conserved())
                .ifPresent(_ -> out.print(wrap("ROWS ARE MISSING: see its quality report")));
    }

    private static void printTotals(PrintStream out, List<Outcome> outcomes) {
        var states = outcomes.stream().collect(Collectors.groupingBy(outcome -> outcome.state(), //
                TreeMap::new, Collectors.counting()));
        var rows = outcomes.stream().flatMap(outcome -> outcome.rows().stream()).toList();
        out.printf(Locale.ROOT, "datasets: %d, %s%nrows:     %d in, %d out%n", outcomes.size(),
                states.descendingMap().entrySet().stream().map(Map.Entry::toString)
                        .map(entry -> entry.replaceFirst("(.*)=(.*)", "$2 $1")).collect(Collectors.joining(", ")),
                rows.stream().mapToLong(Outcome.Rows::read).sum(),
                rows.stream().mapToLong(Outcome.Rows::written).sum());
    }

    /// `summarized` does not fit beside all the numbers. A verdict is told where it is not that all is well.
    private static String state(Outcome outcome, boolean unchanged) {
        if (!outcome.state().equals("summarized")) {
            return outcome.state();
        }
        return (unchanged ? "kept" : "done")
                + outcome.verdict().filter(MARKED::contains).map(verdict -> ", " + verdict).orElse("");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, millis < 100_000 ? "%.1fs" : "%.0fs", millis / 1000.0);
    }

    /// The end of a long key tells more than its start.
    private static String shorten(String key) {
        return key.length() <= SOURCE_WIDTH ? key : "…" + key.substring(key.length() - SOURCE_WIDTH + 1);
    }

    /// Names and messages may hold what a terminal would obey.
    static String printable(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
                        ? '?'
                        : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    static String wrap(String text) {
        var lines = new StringBuilder();
        var line = new StringBuilder("   ");
        for (var word : text.split(" ")) {
            if (line.length() + word.length() + 1 > WIDTH && line.length() > 3) {
                lines.append(line).append('\n');
                line = new StringBuilder("   ");
            }
            line.append(' ').append(word);
        }
        return lines.append(line).append('\n').toString();
    }
}
