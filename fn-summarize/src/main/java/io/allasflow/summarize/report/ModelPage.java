package io.allasflow.summarize.report;

import io.allasflow.summarize.engine.Sample;
import io.allasflow.summarize.model.GoldModel;
import io.allasflow.summarize.model.ResultColumn;
import io.quarkus.qute.Template;
import java.io.Writer;
import java.util.List;

/// `gold/<model>.html`: what came of a model, with the first rows to search and sort. At most [ReportPage#MOST_BYTES].
public final class ModelPage {
    private static final int CLOSING_TAGS = 1_000;
    private static final Template TEMPLATE = Pages.template("model.html");

    private ModelPage() {}

    /// @param sql of the model
    /// @param sample the first rows; null if it was not made
    /// @throws java.io.UncheckedIOException when `out` fails
    public static void write(GoldModel gold, String sql, Sample sample, Writer out) {
        var types = gold.columns().stream().map(ResultColumn::type).toList();
        var chart = sample == null ? null : ResultChart.of(types, sample).orElse(null);
        var scripts = chart == null ? List.of(Script.REPORT) : List.of(Script.ECHARTS, Script.REPORT);
        var page = Pages.begin(TEMPLATE, ModelView.of(gold, sql, sample, chart == null ? null : chart.label()),
                scripts);
        var data = chart == null ? "" : Pages.data("result", PageData.json(chart));
        Pages.append(out, page);
        Pages.append(out, data);
        if (sample != null) {
            var taken = Pages.bytes(page) + Pages.bytes(data) + Pages.bytes(scripts) + CLOSING_TAGS;
            Pages.append(out, Pages.data("sample", PageData.sample(gold.model(), types, sample,
                    ReportPage.MOST_BYTES - taken)));
        }
        Pages.end(scripts, out);
    }
}
