package io.allasflow.summarize.engine;

import java.util.List;

/// How columns relate to each other and to time.
record Relations(List<Correlation> correlations, CorrelationScope scope, List<Scatter> scatters,
        TimeSeries timeSeries) {

    static Relations of(StoredTable table, SummaryReport report) {
        var measures = Measure.of(table.columns(), report.columns());
        var correlations = new Correlations(table, measures, report.dataset());
        var all = correlations.all();
        return new Relations(all, correlations.scope(), correlations.scatters(all),
                TimeAxis.of(table, report)
                        .map(axis -> new Trends(table, axis, measures, report.dataset()).timeSeries()).orElse(null));
    }
}
