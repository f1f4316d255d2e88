package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.allasflow.summarize.engine.ColumnSummary;
import io.allasflow.summarize.engine.Sample;
import io.allasflow.summarize.engine.SummaryReport;
import io.quarkus.qute.RawString;
import io.quarkus.qute.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What the report template shows, ready as text.
///
/// @param notStored columns that are neither in the Parquet file nor compared; null for none
/// @param changed cells changed in all
/// @param dropped names of columns too empty to keep
/// @param suggestedRules as YAML; null for none
/// @param cards HTML
/// @param moreCards columns beyond the ones shown
/// @param categories whether there is a chart of them
public record ReportView(String dataset, String source, String size, String rows, String columns, String notStored,
        Score overall, String verdict, Ledger ledger, Reading reading, List<Score> scores, List<Change> changes,
        String changed, List<String> dropped,
        List<RuleResult> rules, String moreRules, List<String> recommendations, String moreRecommendations,
        String suggestedRules, Trends trends, List<RawString> cards, String moreCards, boolean approximate,
        Correlations correlations, List<Fit> fits, List<String> categories, Preview preview, List<Links.Link> links) {

    private static final Template CARD = Pages.template("card.html");
    private static final int MOST_CARDS = 200;
    /// With it, the fixed parts and the charts, room is left for rows.
    private static final int MOST_CARD_CHARACTERS = 300_000;
    private static final int MOST_RECOMMENDATIONS = 50;
    private static final int MOST_CHANGES = 50;
    private static final int MOST_RULES = 50;
    private static final int MOST_DROPPED = 50;
    private static final int MOST_YAML = 20_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SENTENCE = 500;

    /// @param threshold below which it is a concern; null where the report does not tell
    public record Score(String name, String meaning, String value, double width, String threshold, boolean below) {}

    public record Change(String reason, String code, String count) {}

    /// A line through the points of two columns.
    public record Fit(String x, String y, String line) {}

    private record Dimension(String field, String name, String meaning) {}

    private static final List<Dimension> DIMENSIONS = List.of(
            new Dimension("completeness", "Completeness", "cells of the source that are not missing"),
            new Dimension("uniqueness", "Uniqueness", "rows that are not duplicates"),
            new Dimension("validity", "Validity", "cells that fit their column’s type"),
            new Dimension("consistency", "Consistency", "cells in their column’s usual format"));
    private static final Dimension OVERALL = new Dimension("overall", "Overall", "mean of the four");

    static ReportView of(SummaryReport summary, JsonNode quality, JsonNode reading, Sample sample) {
        var source = summary.source();
        var overall = quality.path("scores").path("overall");
        var recommendations = quality.path("recommendations");
        var rules = quality.path("rules");
        var total = quality.path("changes").valueStream().mapToLong(JsonNode::asLong).sum();
        var columns = summary.columns();
        var cards = cards(columns, quality);
        return new ReportView(Display.text(summary.dataset(), LONGEST_NAME),
                Display.text(source.bucket() + "/" + source.key(), LONGEST_NAME), Display.bytes(source.size()),
                Display.count(summary.rows()), Display.count(columns.size()),
                more(columns.size(), summary.storedColumns()), overall.isNumber() ? score(OVERALL, quality) : null,
                verdict(quality.path("verdict").asText()),
                Ledger.of(quality.path("rows")), Reading.of(reading),
                DIMENSIONS.stream().filter(dimension -> quality.path("scores").path(dimension.field()).isNumber())
                        .map(dimension -> score(dimension, quality)).toList(),
                changes(quality.path("changes")), Display.count(total),
                quality.path("droppedColumns").valueStream().limit(MOST_DROPPED)
                        .map(column -> Display.text(column.path("sourceName").asText(), LONGEST_NAME)).toList(),
                RuleResult.of(rules, MOST_RULES), more(rules.size(), MOST_RULES),
                recommendations.valueStream().limit(MOST_RECOMMENDATIONS)
                        .map(sentence -> Display.text(sentence.asText(), LONGEST_SENTENCE)).toList(),
                more(recommendations.size(), MOST_RECOMMENDATIONS), yaml(quality), Trends.of(summary.timeSeries()),
                cards, more(columns.size(), cards.size()),
                columns.stream().limit(cards.size()).anyMatch(ColumnSummary::approximate), Correlations.of(summary),
                fits(summary),
                columns.stream().filter(PageData::isCategory).map(column -> Display.text(column.name(), 80))
                        .limit(1).toList(),
                sample == null || sample.rows().isEmpty() ? null : Preview.of(sample, "chosen evenly"),
                Links.ofReport(summary.dataset()));
    }

    private static Score score(Dimension dimension, JsonNode quality) {
        var percent = quality.path("scores").path(dimension.field()).doubleValue();
        var threshold = quality.path("definitions").valueStream()
                .filter(definition -> definition.path("score").asText().equals(dimension.field())
                        && definition.path("threshold").isNumber())
                .mapToDouble(definition -> definition.path("threshold").doubleValue()).findFirst();
        return new Score(dimension.name(), dimension.meaning(), Display.percent(percent) + " %",
                Math.clamp(percent, 0, 100),
                threshold.isPresent() ? Display.rounded(threshold.getAsDouble(), 2) + " %" : null,
                threshold.isPresent() && percent < threshold.getAsDouble());
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

    private static String yaml(JsonNode quality) {
        var yaml = quality.path("suggestedYaml").asText("");
        if (yaml.isBlank()) {
            return null;
        }
        var end = yaml.length() <= MOST_YAML ? yaml.length() : yaml.lastIndexOf('\n', MOST_YAML) + 1;
        return yaml.substring(0, end) + (end < yaml.length() ? "# and more, in the quality report\n" : "");
    }

    private static List<RawString> cards(List<ColumnSummary> columns, JsonNode quality) {
        var byName = new HashMap<String, JsonNode>();
        Stream.concat(quality.path("columns").valueStream(), quality.path("derivedColumns").valueStream())
                .forEach(column -> byName.putIfAbsent(column.path("name").asText(), column));
        var cards = new ArrayList<RawString>();
        var room = MOST_CARD_CHARACTERS;
        for (var column : columns.subList(0, Math.min(columns.size(), MOST_CARDS))) {
            var card = Pages.part(CARD, "card",
                    ColumnCard.of(column, byName.getOrDefault(column.name(), MissingNode.getInstance())));
            room -= card.getValue().length();
            if (room < 0) {
                break;
            }
            cards.add(card);
        }
        return List.copyOf(cards);
    }

    private static List<Fit> fits(SummaryReport summary) {
        return summary.scatters().stream().limit(6)
                .map(scatter -> new Fit(Display.text(scatter.x(), 80), Display.text(scatter.y(), 80),
                        scatter.slope() == null || scatter.intercept() == null
                                ? "no line"
                                : line(scatter.slope(),
                                        scatter.intercept())))
                .toList();
    }

    private static String line(double slope, double intercept) {
        return Display.number(slope) + " × " + (intercept < 0 ? "− " : "+ ") + Display.number(Math.abs(intercept));
    }

    private static String more(int all, int shown) {
        return all > shown ? Display.count(all - shown) : null;
    }
}
