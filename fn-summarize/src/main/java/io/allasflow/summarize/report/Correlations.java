package io.allasflow.summarize.report;

import io.allasflow.summarize.engine.Correlation;
import io.allasflow.summarize.engine.SummaryReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Which number columns go together: a table of all pairs, coloured, of the columns that do most, and the strongest pairs in words.
///
/// @param columns the names of rows and columns of the table
/// @param more columns that are not in it; null for none
public record Correlations(List<String> columns, List<Row> rows, List<Pair> strongest, String more) {
    public record Row(String column, List<Cell> cells) {}

    /// @param shade from `n5`, falling together, over `z0` to `p5`, rising together; fit for a class name
    public record Cell(String shade, String text) {}

    public record Pair(String x, String y, String pearson, String spearman, String pairs) {}

    private static final int MOST_COLUMNS = 12;
    private static final int MOST_PAIRS = 10;
    private static final int SHADES = 5;
    private static final int LONGEST_NAME = 40;

    /// Null where there are none.
    static Correlations of(SummaryReport summary) {
        if (summary.correlations().isEmpty()) {
            return null;
        }
        var strongest = summary.correlations().stream()
                .sorted(Comparator.comparingDouble(Correlations::strength).reversed()).toList();
        var chosen = new LinkedHashSet<String>();
        var all = new LinkedHashSet<String>();
        for (var pair : strongest) {
            for (var column : List.of(pair.x(), pair.y())) {
                all.add(column);
                if (chosen.size() < MOST_COLUMNS) {
                    chosen.add(column);
                }
            }
        }
        var columns = summary.columns().stream().map(column -> column.name()).filter(chosen::contains).toList();
        return new Correlations(columns.stream().map(Correlations::name).toList(),
                rows(columns, summary.correlations()),
                strongest.stream().limit(MOST_PAIRS).map(Correlations::pair).toList(),
                all.size() > columns.size() ? Display.count(all.size() - columns.size()) : null);
    }

    private static double strength(Correlation pair) {
        return Math.max(pair.pearson() == null ? 0 : Math.abs(pair.pearson()),
                pair.spearman() == null ? 0 : Math.abs(pair.spearman()));
    }

    private static List<Row> rows(List<String> columns, List<Correlation> pairs) {
        record Key(String x, String y) {}
        Map<Key, Correlation> known = new HashMap<>();
        pairs.forEach(pair -> {
            known.put(new Key(pair.x(), pair.y()), pair);
            known.put(new Key(pair.y(), pair.x()), pair);
        });
        var rows = new ArrayList<Row>();
        for (var y : columns) {
            rows.add(new Row(name(y), columns.stream()
                    .map(x -> x.equals(y) ? new Cell("self", "–") : cell(known.get(new Key(x, y)))).toList()));
        }
        return List.copyOf(rows);
    }

    private static Cell cell(Correlation pair) {
        if (pair == null || pair.pearson() == null) {
            return new Cell("z0", "");
        }
        var shade = Math.clamp(Math.round(pair.pearson() * SHADES), -SHADES, SHADES);
        return new Cell(shade == 0 ? "z0" : shade < 0 ? "n" + -shade : "p" + shade, coefficient(pair.pearson()));
    }

    private static Pair pair(Correlation pair) {
        return new Pair(name(pair.x()), name(pair.y()), coefficient(pair.pearson()), coefficient(pair.spearman()),
                Display.count(pair.pairs()));
    }

    private static String coefficient(Double coefficient) {
        return coefficient == null ? "–" : Display.percent(coefficient).replace('-', '−');
    }

    private static String name(String column) {
        return Display.text(column, LONGEST_NAME);
    }
}
