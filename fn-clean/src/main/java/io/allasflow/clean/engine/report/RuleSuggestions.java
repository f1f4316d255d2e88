package io.allasflow.clean.engine.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.allasflow.clean.engine.QualityReport.Column;
import io.allasflow.clean.engine.QualityReport.SuggestedRule;
import io.allasflow.clean.engine.column.ColumnPlan;
import io.allasflow.clean.engine.column.ColumnType;
import io.allasflow.clean.engine.row.ValueNotes;
import io.allasflow.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/// Rules that the table fulfils and that its later versions probably should: none that a usual next version breaks, so
/// no greatest number and no pattern.
final class RuleSuggestions {
    private static final int MOST = 200;
    /// Of fewer cells, that none repeats or is negative may be chance.
    private static final long LEAST_CELLS = 20;
    private static final int MOST_CHOICES = 20;
    /// How often each choice must occur on average.
    private static final int USES = 5;

    private static final ObjectWriter LINE = Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

    private RuleSuggestions() {}

    /// @param columns the report's, of which `plans` are the raw table's
    static List<SuggestedRule> of(List<Column> columns, List<ColumnPlan> plans, ValueNotes values) {
        var rules = new ArrayList<SuggestedRule>();
        for (var column : columns) {
            var plan = plans.get(column.position() - 1);
            var index = column.position() - 1;
            var distinct = values.distinct(index);
            if (plan.valid() == 0) {
                continue;
            }
            if (column.missing() == 0 && column.invalid() == 0) {
                rules.add(SuggestedRule.required(column.name()));
            }
            if (plan.type() != ColumnType.TEXT && column.invalid() == 0) {
                rules.add(SuggestedRule.type(column.name(), column.type()));
            }
            if (distinct == plan.valid() && distinct >= LEAST_CELLS
                    && (plan.identifier() || plan.type() == ColumnType.TEXT)) {
                rules.add(SuggestedRule.unique(column.name()));
            }
            if (plan.type() == ColumnType.TEXT && distinct > 0 && distinct <= MOST_CHOICES
                    && distinct * USES <= plan.valid()) {
                rules.add(SuggestedRule.oneOf(column.name(), values.sorted(index)));
            }
            if (plan.valid() >= LEAST_CELLS && plan.type().isNumeric() && !plan.identifier()
                    && !values.hasNegative(index)) {
                rules.add(SuggestedRule.min(column.name(), "0"));
            }
        }
        return List.copyOf(rules.subList(0, Math.min(MOST, rules.size())));
    }

    /// As it may be put into `config/pipeline.yaml`: each rule a line of JSON, which YAML reads too.
    ///
    /// @return null if there is none
    static String yaml(List<SuggestedRule> rules) {
        if (rules.isEmpty()) {
            return null;
        }
        var yaml = new StringBuilder("clean:\n  rules:\n");
        for (var rule : rules) {
            try {
                yaml.append("    - ").append(LINE.writeValueAsString(rule)).append('\n');
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a record of texts can be written", e);
            }
        }
        return yaml.toString();
    }
}
