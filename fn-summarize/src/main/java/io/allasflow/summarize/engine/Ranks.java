package io.allasflow.summarize.engine;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Spearman's rank correlation of columns held in memory: Pearson's correlation of the ranks among the rows that both have,
/// ties at their mean rank. Each column is sorted once; a pair takes two walks along the sorted rows.
/// Memory: 50 columns of 50,000 rows take 30 MB, 10 of them the orders.
final class Ranks {
    private final double[][] columns;
    private final int[][] orders;

    /// @param columns equally long; NaN is missing
    Ranks(double[][] columns) {
        this.columns = columns;
        this.orders = new int[columns.length][];
        for (var i = 0; i < columns.length; i++) {
            orders[i] = order(columns[i]);
        }
    }

    /// Null if one of them does not vary.
    Double spearman(int first, int second) {
        var x = ranks(first, columns[second]);
        var y = ranks(second, columns[first]);
        var pairs = 0;
        for (var rank : x) {
            pairs += rank > 0 ? 1 : 0;
        }
        var mean = (pairs + 1) / 2.0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (var i = 0; i < x.length; i++) {
            if (x[i] > 0) {
                xx += (x[i] - mean) * (x[i] - mean);
                yy += (y[i] - mean) * (y[i] - mean);
                xy += (x[i] - mean) * (y[i] - mean);
            }
        }
        return xx == 0 || yy == 0 ? null : Math.clamp(xy / (Math.sqrt(xx) * Math.sqrt(yy)), -1.0, 1.0);
    }

    private static int[] order(double[] column) {
        return IntStream.range(0, column.length).filter(row -> !Double.isNaN(column[row])).boxed()
                .sorted(Comparator.comparingDouble(row -> column[row])).mapToInt(Integer::intValue).toArray();
    }

    /// Of a column's numbers in those rows that the other has too; 0 for the rest.
    private double[] ranks(int column, double[] other) {
        var numbers = columns[column];
        var rows = orders[column];
        var ranks = new double[numbers.length];
        var before = 0;
        for (var i = 0; i < rows.length;) {
            var end = i;
            var ties = 0;
            for (; end < rows.length && numbers[rows[end]] == numbers[rows[i]]; end++) {
                ties += Double.isNaN(other[rows[end]]) ? 0 : 1;
            }
            for (; i < end; i++) {
                if (!Double.isNaN(other[rows[i]])) {
                    ranks[rows[i]] = before + (ties + 1) / 2.0;
                }
            }
            before += ties;
        }
        return ranks;
    }
}
