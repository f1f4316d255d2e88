package io.allasflow.summarize.report;

import io.allasflow.core.layout.Output;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// From page to page, relative and URL-encoded.
public final class Links {
    private Links() {}

    /// From the index.
    public static String report(String dataset) {
        return URLEncoder.encode(dataset, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/")
                + Output.REPORT.ending();
    }
}
