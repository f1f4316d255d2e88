package io.allasflow.summarize.engine;

import java.time.DateTimeException;
import java.util.Locale;

/// Everything one pass learns of one column.
final class ColumnAccumulator {
    private static final int TOP_VALUES = 10;

    private final TypedColumn column;
    private final ValueCounts values;
    private final Extremes extremes;
    private final CellShape shape;
    private final Moments moments = new Moments();
    private final Distribution distribution;
    private long count;
    private long missing;

    ColumnAccumulator(TypedColumn column, Budget budget) {
        this.column = column;
        this.values = new ValueCounts(budget.distinct(), budget.logRegisters());
        this.extremes = new Extremes(column.type());
        this.shape = new CellShape(column.type());
        this.distribution = new Distribution(budget.values(), budget.compression());
    }

    void add(long row, String cell) {
        if (cell.isEmpty()) {
            missing++;
            return;
        }
        count++;
        try {
            switch (column.type()) {
                case INTEGER -> addNumber(cell, cell, CanonicalCells.integer(cell));
                case DECIMAL ->
                    addNumber(cell, CanonicalCells.withoutTrailingZeros(cell), CanonicalCells.decimal(cell));
                case DATE -> addPoint(cell, cell, CanonicalCells.epochDay(cell));
                case DATETIME -> addPoint(cell, cell, CanonicalCells.epochSecond(cell));
                case BOOLEAN -> values.add(CanonicalCells.bool(cell));
                case TIME -> addTime(CanonicalCells.time(cell));
                case TEXT -> values.add(cell);
            }
        } catch (NumberFormatException | DateTimeException wrong) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT,
                            "Row %d, column \"%s\" of the cleaned table is not a canonical %s, as its quality report says. Clean the dataset again.",
                            row, column.name(), column.type().jsonName()),
                    wrong);
        }
    }

    private void addNumber(String cell, String value, double number) {
        addPoint(cell, value, number);
        moments.add(number);
    }

    private void addPoint(String cell, String value, double point) {
        values.add(value);
        extremes.add(cell, point);
        shape.add(cell, point);
        distribution.add(point);
    }

    private void addTime(String cell) {
        values.add(cell);
        shape.add(cell, 0);
    }

    String sqlType() {
        return shape.sqlType();
    }

    ColumnSummary summary() {
        var number = column.type() == ColumnType.INTEGER || column.type() == ColumnType.DECIMAL;
        return new ColumnSummary(column.name(), column.type(), count, missing, values.distinct(), extremes.min(),
                extremes.max(), number ? moments.mean() : null, number ? distribution.quantile(0.5) : null,
                number ? moments.stddev() : null, number ? distribution.quantile(0.25) : null,
                number ? distribution.quantile(0.75) : null, number ? moments.skewness() : null,
                values.top(TOP_VALUES), Bins.histogram(column.type(), distribution),
                values.approximate() || distribution.approximate());
    }

}
