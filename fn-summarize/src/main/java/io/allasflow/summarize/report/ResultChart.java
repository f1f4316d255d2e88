package io.allasflow.summarize.report;

import io.allasflow.summarize.engine.ColumnType;
import io.allasflow.summarize.engine.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The first column of texts or times against the first ones of numbers, over the first rows.
///
/// @param time whether it is drawn as lines over time, not as bars
record ResultChart(String label, boolean time, List<String> x, List<Series> series) {
    record Series(String name, List<BigDecimal> values) {}

    private static final int MOST_SERIES = 3;
    private static final int MOST_BARS = 60;
    private static final int MOST_POINTS = 500;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_LABEL = 40;
    private static final MathContext SEVEN_DIGITS = new MathContext(7);

    /// Empty if there are no such columns, or fewer than two rows.
    static Optional<ResultChart> of(List<ColumnType> types, Sample sample) {
        var label = IntStream.range(0, types.size()).filter(i -> isLabel(types.get(i), sample.rows(), i))
                .findFirst();
        var numbers = IntStream.range(0, types.size()).filter(i -> types.get(i) == ColumnType.INTEGER
                || types.get(i) == ColumnType.DECIMAL).filter(i -> !isIdentifier(sample.header().get(i)))
                .limit(MOST_SERIES).boxed().toList();
        if (label.isEmpty() || numbers.isEmpty() || sample.rows().size() < 2) {
            return Optional.empty();
        }
        var x = label.getAsInt();
        var time = types.get(x) != ColumnType.TEXT;
        var rows = sample.rows().stream().limit(time ? MOST_POINTS : MOST_BARS).toList();
        return Optional.of(new ResultChart(Display.text(sample.header().get(x), LONGEST_NAME), time,
                rows.stream().map(row -> Display.text(row.get(x), LONGEST_LABEL)).toList(),
                numbers.stream().map(i -> new Series(Display.text(sample.header().get(i), LONGEST_NAME),
                        rows.stream().map(row -> number(row.get(i))).toList())).toList()));
    }

    private static boolean isLabel(ColumnType type, List<List<String>> rows, int column) {
        return type == ColumnType.TEXT
                || (type == ColumnType.DATE || type == ColumnType.DATETIME) && isAxis(rows, column);
    }

    /// Whether each row is later than the one before: a line over other times would run to and fro.
    private static boolean isAxis(List<List<String>> rows, int column) {
        return IntStream.range(1, rows.size())
                .allMatch(i -> rows.get(i - 1).get(column).compareTo(rows.get(i).get(column)) < 0);
    }

    /// An identifier's numbers are names.
    private static boolean isIdentifier(String name) {
        return name.equals("id") || name.endsWith("_id");
    }

    /// Null where there is none: a missing one, or one that is not finite.
    private static BigDecimal number(String cell) {
        try {
            return new BigDecimal(cell).round(SEVEN_DIGITS);
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
