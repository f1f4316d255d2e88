package io.allasflow.summarize.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.allasflow.core.status.Comparison;
import io.allasflow.core.status.Comparison.Changed;
import io.allasflow.core.status.Comparison.Figures;
import io.allasflow.core.status.Comparison.Retyped;
import io.allasflow.core.status.Figure;
import io.allasflow.core.text.Excerpt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Compares a summary with that of the version before.
///
/// How much a figure changed is a number from 0 to 1, so that columns of any unit can be put in order: the difference of
/// two shares of missing cells; of means in standard deviations and of extremes in ranges, both of the version before, as
/// `d / (d + 1)`; of numbers of distinct values by the greater one. Distinct values and extremes count half, as they move
/// with every row that is added.
public final class Comparer {
    private static final double LESSER = 0.5;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_VALUE = 60;

    private final EarlierSummary before;
    private final SummaryReport after;

    private Comparer(EarlierSummary before, SummaryReport after) {
        this.before = before;
        this.after = after;
    }

    /// @param before whole
    public static Comparison compare(Comparison.Run from, EarlierSummary before, Comparison.Run to,
            SummaryReport after) {
        return new Comparer(before, after).compare(from, to);
    }

    private record Scored(Changed column, double change) {}

    private Comparison compare(Comparison.Run from, Comparison.Run to) {
        var old = new HashMap<String, EarlierSummary.Column>();
        before.columns().forEach(column -> old.putIfAbsent(column.name(), column));
        var names = new HashSet<String>();
        var added = new ArrayList<String>();
        var retyped = new ArrayList<Retyped>();
        var changed = new ArrayList<Scored>();
        for (var column : after.columns()) {
            names.add(column.name());
            var earlier = old.get(column.name());
            if (earlier == null) {
                added.add(Excerpt.of(column.name(), LONGEST_NAME));
            } else if (earlier.type().equals(column.type().jsonName())) {
                add(changed, earlier, column);
            } else {
                retyped.add(
                        new Retyped(Excerpt.of(column.name(), LONGEST_NAME), Excerpt.of(earlier.type(), LONGEST_VALUE),
                                column.type().jsonName()));
            }
        }
        var removed = before.columns().stream().map(EarlierSummary.Column::name).filter(name -> !names.contains(name))
                .map(name -> Excerpt.of(name, LONGEST_NAME)).toList();
        return new Comparison(from, to, new Comparison.Rows(before.rows(), after.rows()),
                new Comparison.Columns(before.columns().size(), after.columns().size(), added.size(), removed.size(),
                        retyped.size(), changed.size()),
                first(added), first(removed), first(retyped),
                changed.stream().sorted(Comparator.comparingDouble(Scored::change).reversed())
                        .limit(Comparison.MOST_COLUMNS).map(Scored::column).toList());
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(all.size(), Comparison.MOST_COLUMNS));
    }

    private void add(List<Scored> changed, EarlierSummary.Column old, ColumnSummary now) {
        var changes = changes(old, now);
        var most = Stream.of(Figure.values()).max(Comparator.comparingDouble(changes::get)).orElseThrow();
        if (changes.get(most) > 0) {
            changed.add(new Scored(new Changed(Excerpt.of(now.name(), LONGEST_NAME), most,
                    new Figures(old.count(), old.missing(), old.distinct(), old.mean(), shown(old.min()),
                            shown(old.max())),
                    new Figures(now.count(), now.missing(), now.distinct(), now.mean(), shown(now.min()),
                            shown(now.max()))),
                    changes.get(most)));
        }
    }

    private Map<Figure, Double> changes(EarlierSummary.Column old, ColumnSummary now) {
        var range = isNumber(old.min()) && isNumber(old.max())
                ? old.max().doubleValue() - old.min().doubleValue()
                : null;
        return Map.of(
                Figure.MISSING, Math.abs(share(old.missing(), before.rows()) - share(now.missing(), after.rows())),
                Figure.DISTINCT, LESSER * relative(old.distinct(), now.distinct()),
                Figure.MEAN, distance(old.mean(), now.mean(), old.stddev()),
                Figure.MIN, LESSER * distance(old.min(), now.min(), range),
                Figure.MAX, LESSER * distance(old.max(), now.max(), range));
    }

    private static double share(long missing, long rows) {
        return rows == 0 ? 0 : (double) missing / rows;
    }

    private static double relative(long old, long now) {
        return old == now ? 0 : (double) Math.abs(old - now) / Math.max(old, now);
    }

    /// @param unit null where it is not known
    private static double distance(Double old, Double now, Double unit) {
        if (old == null || now == null) {
            return old == null && now == null ? 0 : 1;
        }
        // Scaled first, as the difference of two huge numbers is infinite.
        var scale = Math.max(Math.max(Math.abs(old), Math.abs(now)), unit == null ? 0 : unit);
        var difference = scale == 0 || old.equals(now) ? 0 : Math.abs(old / scale - now / scale);
        return difference == 0 ? 0 : difference / (difference + (unit == null ? 0 : unit / scale));
    }

    /// Extremes are numbers, or text in their type's order: then no more is told than whether they differ.
    private static double distance(JsonNode old, JsonNode now, Double range) {
        if (isNumber(old) && isNumber(now)) {
            return distance((Double) old.doubleValue(), (Double) now.doubleValue(), range);
        }
        var same = now == null ? old == null || old.isNull() : old != null && old.asText().equals(now.asText());
        return same ? 0 : LESSER;
    }

    private static boolean isNumber(JsonNode value) {
        return value != null && value.isNumber() && Double.isFinite(value.doubleValue());
    }

    private static JsonNode shown(JsonNode value) {
        return value == null || value.isNull()
                ? null
                : !value.isTextual() ? value : TextNode.valueOf(Excerpt.of(value.textValue(), LONGEST_VALUE));
    }
}
