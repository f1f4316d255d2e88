package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.allasflow.core.status.Comparison;
import io.allasflow.core.status.Comparison.Changed;
import io.allasflow.core.status.Comparison.Figures;
import io.allasflow.core.status.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What changed since the last run, for a person: the gist in a line, and some lines for who wants more.
public record ChangeText(String line, List<String> details) {
    private static final int MOST_COLUMNS = 5;
    private static final int MOST_NAMES = 5;
    private static final int LONGEST_NAME = 40;

    public static ChangeText of(Comparison comparison) {
        var columns = comparison.columns();
        var changed = comparison.changed();
        var parts = new ArrayList<String>();
        var difference = comparison.rows().after() - comparison.rows().before();
        if (difference != 0) {
            parts.add((difference > 0 ? "+" : "") + Display.count(difference)
                    + (Math.abs(difference) == 1 ? " row" : " rows"));
        }
        add(parts, columns.added(), "added");
        add(parts, columns.removed(), "removed");
        add(parts, columns.retyped(), "of another type");
        if (!changed.isEmpty()) {
            add(parts, columns.changed(), "changed: " + most(changed.getFirst(), comparison.rows()));
        }
        if (parts.isEmpty()) {
            parts.add("the same figures as before");
        }
        return new ChangeText(cause(comparison) + String.join(", ", parts), details(comparison));
    }

    /// Of the same source, other settings or another program made other results.
    private static String cause(Comparison comparison) {
        var from = comparison.from();
        var to = comparison.to();
        if (!from.sourceEtag().equals(to.sourceEtag())) {
            return "";
        }
        return from.configHash().equals(to.configHash())
                ? "same source, other program version: "
                : "same source, other settings: ";
    }

    private static List<String> details(Comparison comparison) {
        var details = new ArrayList<String>();
        details.add("Rows " + Display.count(comparison.rows().before()) + " → "
                + Display.count(comparison.rows().after()) + ", columns "
                + Display.count(comparison.columns().before()) + " → "
                + Display.count(comparison.columns().after()));
        names(details, "Added", comparison.columns().added(), comparison.added());
        names(details, "Removed", comparison.columns().removed(), comparison.removed());
        names(details, "Another type", comparison.columns().retyped(), comparison.retyped().stream()
                .map(one -> name(one.name()) + " " + Display.text(one.from(), 20) + " → " + one.to()).toList());
        comparison.changed().stream().limit(MOST_COLUMNS)
                .map(column -> figures(column, comparison.rows())).forEach(details::add);
        var more = comparison.columns().changed() - MOST_COLUMNS;
        if (more > 0) {
            details.add("and " + Display.count(more) + " more");
        }
        return List.copyOf(details);
    }

    private static void names(List<String> details, String label, int count, List<String> names) {
        if (count > 0) {
            var shown = names.stream().limit(MOST_NAMES).map(ChangeText::name).toList();
            details.add(label + ": " + String.join(", ", shown)
                    + (count > shown.size() ? " and " + Display.count(count - shown.size()) + " more" : ""));
        }
    }

    private static String figures(Changed column, Comparison.Rows rows) {
        var texts = Stream.of(Figure.MEAN, Figure.MIN, Figure.MAX, Figure.MISSING, Figure.DISTINCT)
                .filter(figure -> !value(figure, column.before(), rows.before())
                        .equals(value(figure, column.after(), rows.after())))
                .map(figure -> text(figure, column, rows)).toList();
        return name(column.name()) + ": "
                + String.join(", ", texts.isEmpty() ? List.of(text(column.most(), column, rows)) : texts);
    }

    private static String most(Changed column, Comparison.Rows rows) {
        return name(column.name()) + " " + text(column.most(), column, rows);
    }

    private static String text(Figure figure, Changed column, Comparison.Rows rows) {
        return figure.word() + " " + value(figure, column.before(), rows.before()) + " → "
                + value(figure, column.after(), rows.after());
    }

    private static String value(Figure figure, Figures figures, long rows) {
        return switch (figure) {
            case MISSING -> Display.share(figures.missing(), rows);
            case DISTINCT -> Display.count(figures.distinct());
            case MEAN -> figures.mean() == null ? "–" : Display.number(figures.mean());
            case MIN -> value(figures.min());
            case MAX -> value(figures.max());
        };
    }

    private static String value(JsonNode value) {
        return value == null || value.isNull() ? "–" : Display.value(value);
    }

    private static String name(String name) {
        return Display.text(name, LONGEST_NAME);
    }

    private static void add(List<String> parts, int count, String kind) {
        if (count > 0) {
            parts.add(Display.count(count) + (count == 1 ? " column " : " columns ") + kind);
        }
    }
}
