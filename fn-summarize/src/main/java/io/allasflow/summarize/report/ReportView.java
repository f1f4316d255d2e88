package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.allasflow.summarize.engine.ColumnSummary;
import io.allasflow.summarize.engine.SummaryReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/// What the report template shows, ready as text.
///
/// @param changed cells changed in all
/// @param moreCards columns beyond the ones shown
public record ReportView(String dataset, String source, String size, String rows, String columns, Score overall,
        String verdict, Ledger ledger, List<Score> scores, List<Change> changes, String changed,
        List<String> recommendations, String moreRecommendations, List<ColumnCard> cards, String moreCards,
        boolean approximate) {

    static final int MOST_CARDS = 200;
    private static final int MOST_RECOMMENDATIONS = 50;
    private static final int MOST_CHANGES = 50;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SENTENCE = 500;

    public record Score(String name, String meaning, String value, double width) {}

    public record Change(String reason, String code, String count) {}

    private record Dimension(String field, String name, String meaning) {}

    private static final List<Dimension> DIMENSIONS = List.of(
            new Dimension("completeness", "Completeness", "cells that are not missing"),
            new Dimension("uniqueness", "Uniqueness", "rows that are not duplicates"),
            new Dimension("validity", "Validity", "cells that fit their column’s type"),
            new Dimension("consistency", "Consistency", "cells in their column’s usual format"));

    static ReportView of(SummaryReport summary, JsonNode quality) {
        var source = summary.source();
        var overall = quality.path("scores").path("overall");
        var recommendations = quality.path("recommendations");
        var changes = changes(quality.path("changes"));
        var total = quality.path("changes").valueStream().mapToLong(JsonNode::asLong).sum();
        var columns = summary.columns();
        return new ReportView(Display.text(summary.dataset(), LONGEST_NAME),
                Display.text(source.bucket() + "/" + source.key(), LONGEST_NAME), Display.bytes(source.size()),
                Display.count(summary.rows()), Display.count(columns.size()),
                overall.isNumber()
                        ? score(new Dimension("overall", "Overall", "mean of the four"), overall.doubleValue())
                        : null,
                verdict(quality.path("verdict").asText()), Ledger.of(quality.path("rows")),
                scores(quality.path("scores")), changes, Display.count(total),
                recommendations.valueStream().limit(MOST_RECOMMENDATIONS)
                        .map(sentence -> Display.text(sentence.asText(), LONGEST_SENTENCE)).toList(),
                more(recommendations.size(), MOST_RECOMMENDATIONS), cards(columns, quality.path("columns")),
                more(columns.size(), MOST_CARDS), columns.stream().limit(MOST_CARDS)
                        .anyMatch(ColumnSummary::approximate));
    }

    private static List<Score> scores(JsonNode scores) {
        return DIMENSIONS.stream().filter(dimension -> scores.path(dimension.field()).isNumber())
                .map(dimension -> score(dimension, scores.path(dimension.field()).doubleValue())).toList();
    }

    private static Score score(Dimension dimension, double percent) {
        return new Score(dimension.name(), dimension.meaning(), Display.percent(percent) + " %",
                Math.clamp(percent, 0, 100));
    }

    /// Only a known verdict: it becomes a class name in the page.
    static String verdict(String verdict) {
        return switch (verdict == null ? "" : verdict) {
            case "pass", "warn", "fail" -> verdict;
            default -> null;
        };
    }

    private static List<Change> changes(JsonNode changes) {
        record Reason(String code, long count) {}
        return changes.propertyStream().map(field -> new Reason(field.getKey(), field.getValue().asLong()))
                .sorted(Comparator.comparingLong(Reason::count).reversed().thenComparing(Reason::code))
                .limit(MOST_CHANGES)
                .map(reason -> new Change(sentence(reason.code()), Display.text(reason.code(), 60),
                        Display.count(reason.count())))
                .toList();
    }

    /// `OUTLIER_FLAGGED` reads as "Outlier flagged".
    private static String sentence(String code) {
        var words = Display.text(code, 60).replace('_', ' ').toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static List<ColumnCard> cards(List<ColumnSummary> columns, JsonNode quality) {
        var byName = new HashMap<String, JsonNode>();
        quality.forEach(column -> byName.putIfAbsent(column.path("name").asText(), column));
        var cards = new ArrayList<ColumnCard>();
        for (var column : columns.subList(0, Math.min(columns.size(), MOST_CARDS))) {
            cards.add(ColumnCard.of(column, byName.getOrDefault(column.name(), MissingNode.getInstance())));
        }
        return List.copyOf(cards);
    }

    private static String more(int all, int shown) {
        return all > shown ? Display.count(all - shown) : null;
    }
}
