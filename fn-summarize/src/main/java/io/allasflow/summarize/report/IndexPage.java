package io.allasflow.summarize.report;

import io.quarkus.qute.Template;
import java.io.Writer;
import java.util.List;

/// `reports/index.html`: the datasets in one table, about 300 bytes a line, at most 20,000 lines.
public final class IndexPage {
    private static final Template TEMPLATE = Pages.template("index.html");

    private IndexPage() {}

    /// @param entries in any order
    /// @param models in order
    /// @throws java.io.UncheckedIOException when `out` fails
    public static void write(List<IndexEntry> entries, List<ModelEntry> models, Writer out) {
        var scripts = List.of(Script.INDEX);
        Pages.begin(TEMPLATE, IndexView.of(entries, models), scripts, out);
        Pages.end(scripts, out);
    }
}
