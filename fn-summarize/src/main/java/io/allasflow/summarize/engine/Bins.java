package io.allasflow.summarize.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.allasflow.summarize.engine.ColumnSummary.Histogram;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// Chooses a histogram's bins: 12 to 30, with edges a person would choose (multiples of 1, 2 or 5 × 10^n; whole days or seconds
/// for time). In decimal arithmetic, so that an edge is 0.3 and not 0.30000000000000004.
final class Bins {
    private static final BigDecimal MOST = BigDecimal.valueOf(30);
    private static final List<BigDecimal> STEPS = List.of(BigDecimal.ONE, BigDecimal.TWO, BigDecimal.valueOf(5),
            BigDecimal.TEN);
    private static final double TAIL_IN_QUARTILE_RANGES = 3;
    private static final double LARGEST_EXACT_INTEGER = 1L << 53;

    private Bins() {}

    /// Null without two different values.
    static Histogram histogram(ColumnType type, Distribution values) {
        var min = values.quantile(0);
        var max = values.quantile(1);
        if (min == null || min.equals(max)) {
            return null;
        }
        return switch (type) {
            case INTEGER, DECIMAL -> {
                var low = lowEnd(values, min, max);
                var high = highEnd(values, min, max);
                var squeezed = high - low < (max - min) / 2;
                yield numbers(type, values, squeezed ? low : min, squeezed ? high : max);
            }
            case DATE, DATETIME -> {
                var first = BigDecimal.valueOf(StrictMath.floor(min));
                var span = BigDecimal.valueOf(StrictMath.floor(max)).subtract(first).add(BigDecimal.ONE);
                yield count(type, values, first, span.divide(MOST, 0, RoundingMode.CEILING), BigDecimal.valueOf(max));
            }
            case TIME, BOOLEAN, TEXT -> null;
        };
    }

    private static double lowEnd(Distribution values, double min, double max) {
        var range = values.quantile(0.75) - values.quantile(0.25);
        return range > 0 ? Math.max(min, values.quantile(0.25) - TAIL_IN_QUARTILE_RANGES * range) : min;
    }

    private static double highEnd(Distribution values, double min, double max) {
        var range = values.quantile(0.75) - values.quantile(0.25);
        return range > 0 ? Math.min(max, values.quantile(0.75) + TAIL_IN_QUARTILE_RANGES * range) : max;
    }

    private static Histogram numbers(ColumnType type, Distribution values, double low, double high) {
        var exactLow = BigDecimal.valueOf(low);
        var exactHigh = BigDecimal.valueOf(high);
        var width = niceWidth(exactHigh.subtract(exactLow).divide(MOST, MathContext.DECIMAL64));
        if (type == ColumnType.INTEGER) {
            width = width.max(BigDecimal.ONE);
        }
        var first = exactLow.divide(width, 0, RoundingMode.FLOOR).multiply(width);
        return count(type, values, first, width, exactHigh);
    }

    private static BigDecimal niceWidth(BigDecimal atLeast) {
        var magnitude = BigDecimal.ONE.scaleByPowerOfTen(atLeast.precision() - atLeast.scale() - 1);
        return STEPS.stream().map(magnitude::multiply).filter(step -> step.compareTo(atLeast) >= 0).findFirst()
                .orElseThrow();
    }

    /// Null where two edges are the same double: the values are too large for their spread.
    private static Histogram count(ColumnType type, Distribution values, BigDecimal first, BigDecimal width,
            BigDecimal last) {
        var edges = new ArrayList<JsonNode>();
        var counts = new ArrayList<Long>();
        var edge = first;
        edges.add(node(type, first.doubleValue()));
        var below = values.countBelow(first.doubleValue());
        var counted = below;
        while (edge.compareTo(last) <= 0) {
            var next = edge.add(width);
            if (next.doubleValue() <= edge.doubleValue() || Double.isInfinite(next.doubleValue())) {
                return null;
            }
            var upTo = Math.max(counted, values.countBelow(next.doubleValue()));
            edges.add(node(type, next.doubleValue()));
            counts.add(upTo - counted);
            counted = upTo;
            edge = next;
        }
        return new Histogram(List.copyOf(edges), List.copyOf(counts), below,
                values.countBelow(Double.POSITIVE_INFINITY) - counted);
    }

    private static JsonNode node(ColumnType type, double edge) {
        return switch (type) {
            case DATE -> TextNode.valueOf(LocalDate.ofEpochDay((long) edge).toString());
            case DATETIME -> TextNode.valueOf(DateTimeFormatter.ISO_LOCAL_DATE_TIME
                    .format(LocalDateTime.ofEpochSecond((long) edge, 0, ZoneOffset.UTC)));
            case INTEGER, DECIMAL, TIME, BOOLEAN, TEXT -> edge == StrictMath.rint(edge)
                    && Math.abs(edge) <= LARGEST_EXACT_INTEGER
                            ? LongNode.valueOf((long) edge)
                            : DoubleNode.valueOf(edge);
        };
    }
}
