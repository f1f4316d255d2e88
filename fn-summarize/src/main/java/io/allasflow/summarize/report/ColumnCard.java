package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.summarize.engine.ColumnSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One column on the report page.
///
/// @param paired whether ranks and others are short enough to stand side by side
/// @param unit what its numbers are of; null where the source does not tell
/// @param origin what the column was in the source or what it is made of, null where there is nothing to tell
/// @param concern which of its scores miss their threshold, or that it could not be worked out; null for none
/// @param filled share of the cells that the source has, and that fit the type: those filled by cleaning are missing
/// @param filledWidth of 100, for its bar
/// @param imputed how many of the missing were filled by cleaning; null if none were
/// @param note why there is no chart, null where there is one
public record ColumnCard(String name, String origin, String type, String unit, String concern, boolean approximate,
        String filled,
        double filledWidth, String missing, String imputed, List<Figure> ranks, List<Figure> others, boolean paired,
        Chart chart,
        List<Bar> top,
        String note) {

    public record Figure(String label, String value) {}

    /// @param width of 100
    public record Bar(String value, String count, String share, double width) {}

    private static final int LONGEST_SHORT_FIGURE = 11;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_VALUE = 60;
    private static final int MOST_BARS = 6;

    static ColumnCard of(ColumnSummary column, JsonNode quality) {
        var rows = column.count() + column.missing();
        var imputed = Math.min(quality.path("imputed").asLong(), column.count());
        var filled = column.count() - imputed;
        var ranks = ranks(column);
        var others = others(column, quality);
        var chart = Chart.of(column);
        var unique = column.count() > 1 && column.distinct() >= column.count();
        var top = chart == null && !unique ? bars(column) : List.<Bar>of();
        return new ColumnCard(Display.text(column.name(), LONGEST_NAME),
                origin(column, quality), column.type().jsonName(),
                quality.hasNonNull("unit") ? Display.text(quality.path("unit").asText(), 20) : null, concern(quality),
                column.approximate(), Display.share(filled, rows),
                rows == 0 ? 0 : Chart.rounded(100.0 * filled / rows), Display.count(rows - filled),
                imputed == 0 ? null : Display.count(imputed), ranks, others, ranks.size() > 2
                        && Stream.concat(ranks.stream(), others.stream())
                                .allMatch(figure -> figure.value().length() <= LONGEST_SHORT_FIGURE),
                chart, top,
                chart == null && top.isEmpty() ? note(column, unique) : null);
    }

    private static String origin(ColumnSummary column, JsonNode quality) {
        if (quality.hasNonNull("source")) {
            return "= " + Display.text(quality.path("source").asText(), LONGEST_NAME);
        }
        var sourceName = quality.path("sourceName").asText(column.name());
        return sourceName.equals(column.name()) ? null : "was " + Display.text(sourceName, LONGEST_NAME);
    }

    private static String concern(JsonNode quality) {
        if (quality.path("failed").asLong() > 0) {
            return Display.count(quality.path("failed").asLong()) + " cells could not be worked out";
        }
        var below = quality.path("below").valueStream().map(score -> Display.text(score.asText(), 20)
                + (quality.path(score.asText()).isNumber()
                        ? " " + Display.rounded(quality.path(score.asText()).doubleValue(), 1) + " %"
                        : ""))
                .limit(4).collect(Collectors.joining(", "));
        return below.isEmpty() ? null : "low " + below;
    }

    /// The five numbers of the distribution, from least to greatest.
    private static List<Figure> ranks(ColumnSummary column) {
        var figures = new ArrayList<Figure>();
        add(figures, "min", column.min());
        add(figures, "25 %", column.q1());
        add(figures, "median", column.median());
        add(figures, "75 %", column.q3());
        add(figures, "max", column.max());
        return figures;
    }

    private static List<Figure> others(ColumnSummary column, JsonNode quality) {
        var figures = new ArrayList<Figure>();
        add(figures, "mean", column.mean());
        add(figures, "std. dev.", column.stddev());
        if (column.skewness() != null) {
            figures.add(new Figure("skewness", Display.rounded(column.skewness(), 2)));
        }
        figures.add(new Figure("distinct", Display.count(column.distinct())));
        addIfAny(figures, "invalid", quality);
        addIfAny(figures, "violations", quality);
        addIfAny(figures, "outliers", quality);
        return figures;
    }

    private static void add(List<Figure> figures, String label, Double value) {
        if (value != null) {
            figures.add(new Figure(label, Display.number(value)));
        }
    }

    private static void add(List<Figure> figures, String label, JsonNode value) {
        if (value != null) {
            figures.add(new Figure(label, Display.value(value)));
        }
    }

    private static void addIfAny(List<Figure> figures, String field, JsonNode quality) {
        if (quality.path(field).asLong() > 0) {
            figures.add(new Figure(field, Display.count(quality.path(field).asLong())));
        }
    }

    private static List<Bar> bars(ColumnSummary column) {
        return column.top().stream().limit(MOST_BARS)
                .map(top -> new Bar(Display.text(top.value(), LONGEST_VALUE), Display.count(top.count()),
                        Display.share(top.count(), column.count()),
                        Chart.rounded(Math.clamp(100.0 * top.count() / column.count(), 0, 100))))
                .toList();
    }

    private static String note(ColumnSummary column, boolean unique) {
        if (column.count() == 0) {
            return "No values.";
        }
        return unique ? "Every value is different." : "No value is frequent.";
    }
}
