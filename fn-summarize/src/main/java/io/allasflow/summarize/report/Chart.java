package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.summarize.engine.ColumnSummary;
import io.allasflow.summarize.engine.ColumnSummary.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A histogram as rectangles in a box of 240 × 64, y downwards. The strip under the bars spans the quartiles, with a tick at the median.
///
/// @param label the chart in words, for those who do not see it
/// @param tails how many values lie outside of the bins, null for none
public record Chart(String label, List<Rectangle> bars, Quartiles quartiles, String from, String to, String tails) {
    static final double WIDTH = 240;
    static final double HEIGHT = 64;
    private static final double GAP = 1;
    private static final double LEAST_VISIBLE = 1;

    /// @param title shown when the pointer rests on it
    public record Rectangle(double x, double y, double width, double height, String title) {}

    public record Quartiles(double x, double width, double median) {}

    /// Null where the column has no histogram.
    static Chart of(ColumnSummary column) {
        var histogram = column.histogram();
        if (histogram == null) {
            return null;
        }
        var most = histogram.counts().stream().mapToLong(Long::longValue).max().orElse(0);
        var tallest = histogram.counts().indexOf(most);
        var from = Display.value(histogram.edges().getFirst());
        var to = Display.value(histogram.edges().getLast());
        var label = String.format(Locale.ROOT,
                "Histogram of %s, %d bins from %s to %s. The fullest, %s, holds %s values.",
                Display.text(column.name(), 80), histogram.counts().size(), from, to, range(histogram, tallest),
                Display.count(most));
        return new Chart(label, bars(histogram, most), quartiles(column), from, to, tails(histogram));
    }

    private static List<Rectangle> bars(Histogram histogram, long most) {
        var bars = new ArrayList<Rectangle>();
        var step = WIDTH / histogram.counts().size();
        for (var i = 0; i < histogram.counts().size(); i++) {
            var count = histogram.counts().get(i);
            if (count > 0) {
                var height = Math.max(HEIGHT * count / most, LEAST_VISIBLE);
                bars.add(new Rectangle(rounded(i * step), rounded(HEIGHT - height), rounded(Math.max(step - GAP, 1)),
                        rounded(height), range(histogram, i) + ": " + Display.count(count)));
            }
        }
        return List.copyOf(bars);
    }

    private static Quartiles quartiles(ColumnSummary column) {
        if (column.q1() == null || column.q3() == null || column.median() == null) {
            return null;
        }
        var edges = column.histogram().edges();
        var low = position(column.q1(), edges);
        return new Quartiles(low, rounded(Math.max(position(column.q3(), edges) - low, 1)),
                position(column.median(), edges));
    }

    private static double position(double value, List<JsonNode> edges) {
        var low = edges.getFirst().doubleValue();
        return rounded(Math.clamp(WIDTH * ((value - low) / (edges.getLast().doubleValue() - low)), 0, WIDTH));
    }

    private static String range(Histogram histogram, int bin) {
        return Display.value(histogram.edges().get(bin)) + " to " + Display.value(histogram.edges().get(bin + 1));
    }

    private static String tails(Histogram histogram) {
        if (histogram.below() == 0 && histogram.above() == 0) {
            return null;
        }
        var parts = new ArrayList<String>();
        if (histogram.below() > 0) {
            parts.add(Display.count(histogram.below()) + " below");
        }
        if (histogram.above() > 0) {
            parts.add(Display.count(histogram.above()) + " above");
        }
        return String.join(", ", parts);
    }

    /// Two decimals are finer than a pixel.
    static double rounded(double length) {
        return Math.round(length * 100) / 100.0;
    }
}
