package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.allasflow.summarize.engine.ColumnSummary;
import io.allasflow.summarize.engine.Sample;
import io.allasflow.summarize.engine.SummaryReport;
import io.quarkus.qute.Template;
import java.io.Writer;
import java.util.List;

/// `reports/<dataset>.html`: one dataset for a person to read. It can be read without scripts, which add charts and the search among
/// the rows. At most [#MOST_BYTES], whatever the table: names and texts are cut, cards of columns end at a number of characters, and
/// the sample of rows gets the room that is left.
public final class ReportPage {
    static final int MOST_BYTES = 1_500_000;
    private static final int CLOSING_TAGS = 1_000;
    private static final Template TEMPLATE = Pages.template("report.html");

    private ReportPage() {}

    /// Without a sample of rows.
    public static void write(SummaryReport summary, JsonNode quality, Writer out) {
        write(summary, quality, null, null, out);
    }

    /// @param quality the parsed `quality/<dataset>.json`; null or without a part, that part of the page is left out
    /// @param reading the parsed `raw/<dataset>.json`; null for none
    /// @param sample null for none
    /// @throws java.io.UncheckedIOException when `out` fails
    public static void write(SummaryReport summary, JsonNode quality, JsonNode reading, Sample sample, Writer out) {
        var data = PageData.of(summary);
        var scripts = data.hasCharts() ? List.of(Script.ECHARTS, Script.REPORT) : List.of(Script.REPORT);
        var view = ReportView.of(summary, known(quality), known(reading), sample);
        var page = Pages.begin(TEMPLATE, view, scripts);
        var charts = data.json();
        var taken = Pages.bytes(page) + Pages.bytes(charts) + Pages.bytes(scripts);
        Pages.append(out, page);
        Pages.append(out, Pages.data("charts", charts));
        if (sample != null) {
            var types = summary.columns().stream().map(ColumnSummary::type).toList();
            Pages.append(out, Pages.data("sample", PageData.sample(summary.dataset(), types, sample,
                    MOST_BYTES - CLOSING_TAGS - taken)));
        }
        Pages.end(scripts, out);
    }

    private static JsonNode known(JsonNode told) {
        return told == null ? MissingNode.getInstance() : told;
    }
}
