package io.allasflow.summarize.engine;

import io.allasflow.core.hash.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which number columns go together. Pearson's coefficients are DuckDB's, over all rows; Spearman's are of the ranks among
/// the rows that both columns have, as pandas does it, which are other ranks for each pair: see [Ranks].
final class Correlations {
    private static final int MOST_COLUMNS = 50;
    private static final int RANKED_ROWS = 50_000;
    private static final int SCATTERS = 3;
    private static final int POINTS = 500;

    private final StoredTable table;
    private final List<Measure> measures;
    private final int leftOut;
    private final Choice choice;

    Correlations(StoredTable table, List<Measure> measures, String dataset) {
        this.table = table;
        this.measures = measures.stream().limit(MOST_COLUMNS).toList();
        this.leftOut = measures.size() - this.measures.size();
        this.choice = new Choice(Sha256.first64(dataset));
    }

    CorrelationScope scope() {
        return new CorrelationScope(measures.size(), leftOut, Math.min(table.rows(), RANKED_ROWS),
                table.rows() > RANKED_ROWS);
    }

    List<Correlation> all() {
        if (measures.size() < 2) {
            return List.of();
        }
        var pairs = pairs();
        var pearson = pearson(pairs);
        var ranks = new Ranks(columnsToRank());
        return IntStream.range(0, pairs.size()).mapToObj(i -> {
            var pair = pairs.get(i);
            return new Correlation(pair.x().name(), pair.y().name(), pearson.get(i).pairs(),
                    pearson.get(i).coefficient(), ranks.spearman(pair.first(), pair.second()));
        }).toList();
    }

    /// @param correlations as [#all] made them
    List<Scatter> scatters(List<Correlation> correlations) {
        var pairs = pairs();
        return IntStream.range(0, correlations.size()).filter(i -> correlations.get(i).pearson() != null).boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(correlations.get(i).pearson()))).limit(SCATTERS)
                .map(i -> scatter(pairs.get(i))).toList();
    }

    private List<Pair> pairs() {
        var pairs = new ArrayList<Pair>();
        for (var i = 0; i < measures.size(); i++) {
            for (var j = i + 1; j < measures.size(); j++) {
                pairs.add(new Pair(i, j, measures.get(i), measures.get(j)));
            }
        }
        return pairs;
    }

    private List<Coefficient> pearson(List<Pair> pairs) {
        var sql = pairs.stream().map(pair -> "regr_count(z%d, z%d), corr(z%1$d, z%2$d)".formatted(pair.first(),
                pair.second())).collect(Collectors.joining(", ", "SELECT ", " FROM " + standardized("true")));
        return table.duckdb().query(sql, results -> {
            var coefficients = new ArrayList<Coefficient>();
            for (var i = 0; i < pairs.size(); i++) {
                var coefficient = DuckDb.number(results, 2 * i + 2);
                coefficients.add(new Coefficient(results.getLong(2 * i + 1),
                        coefficient == null ? null : Math.clamp(coefficient, -1.0, 1.0)));
            }
            return coefficients;
        }).getFirst();
    }

    /// A column for each measure; NaN is a missing number.
    private double[][] columnsToRank() {
        var rows = table.duckdb().query("SELECT * FROM " + standardized(choice.of(RANKED_ROWS, table.rows())),
                results -> {
                    var row = new double[measures.size()];
                    for (var i = 0; i < row.length; i++) {
                        var number = DuckDb.number(results, i + 1);
                        row[i] = number == null ? Double.NaN : number;
                    }
                    return row;
                });
        var columns = new double[measures.size()][rows.size()];
        for (var row = 0; row < rows.size(); row++) {
            for (var i = 0; i < columns.length; i++) {
                columns[i][row] = rows.get(row)[i];
            }
        }
        return columns;
    }

    private String standardized(String filter) {
        return IntStream.range(0, measures.size()).mapToObj(i -> measures.get(i).standardized() + " AS z" + i)
                .collect(Collectors.joining(", ", "(SELECT ", " FROM " + table.from() + " WHERE " + filter + ")"));
    }

    private Scatter scatter(Pair pair) {
        var both = "(SELECT %s AS x, %s AS y, \"row\" FROM %s WHERE x IS NOT NULL AND y IS NOT NULL)"
                .formatted(pair.x().value(), pair.y().value(), table.from());
        var points = table.duckdb().query(
                "SELECT x, y FROM (FROM %s ORDER BY %s, \"row\" LIMIT %d) ORDER BY \"row\"".formatted(both,
                        choice.key(), POINTS),
                results -> new double[]{results.getDouble(1), results.getDouble(2)});
        var line = table.duckdb().query("SELECT regr_slope(%s, %s), regr_intercept(%1$s, %2$s) FROM %s"
                .formatted(pair.y().standardized(), pair.x().standardized(), table.from()),
                results -> new Double[]{DuckDb.number(results, 1), DuckDb.number(results, 2)}).getFirst();
        if (line[0] == null || line[1] == null) {
            return new Scatter(pair.x().name(), pair.y().name(), null, null, points);
        }
        var slope = line[0] * (pair.y().deviation() / pair.x().deviation());
        var intercept = pair.y().mean() + line[1] * pair.y().deviation() - slope * pair.x().mean();
        return Double.isFinite(slope) && Double.isFinite(intercept)
                ? new Scatter(pair.x().name(), pair.y().name(), slope, intercept, points)
                : new Scatter(pair.x().name(), pair.y().name(), null, null, points);
    }

    private record Pair(int first, int second, Measure x, Measure y) {}

    private record Coefficient(long pairs, Double coefficient) {}
}
