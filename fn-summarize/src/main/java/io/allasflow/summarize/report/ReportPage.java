package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.allasflow.summarize.engine.SummaryReport;
import io.quarkus.qute.Template;
import java.io.Writer;

/// `reports/<dataset>.html`: one dataset for a person to read. Bounded: at most [ReportView#MOST_CARDS] columns, at most
/// about 1.5 MB.
public final class ReportPage {
    private static final Template TEMPLATE = Pages.template("report.html");

    private ReportPage() {}

    /// @param quality the parsed `quality/<dataset>.json`; null or without a part, that part of the page is left out
    /// @throws java.io.UncheckedIOException when `out` fails
    public static void write(SummaryReport summary, JsonNode quality, Writer out) {
        Pages.write(TEMPLATE, ReportView.of(summary, quality == null ? MissingNode.getInstance() : quality), out);
    }
}
