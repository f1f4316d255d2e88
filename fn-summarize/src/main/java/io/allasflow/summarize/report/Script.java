package io.allasflow.summarize.report;

/// A script that a page carries.
///
/// @param hash by which the content security policy names it
record Script(String text, String hash) {
    /// Charts. The biggest part of a page, so only where there is something to draw.
    static final Script ECHARTS = of("echarts/echarts.common.min.js");
    static final Script REPORT = of("report.js");
    static final Script INDEX = of("index.js");

    private static Script of(String resource) {
        var text = Pages.resource(resource);
        if (text.contains("</script") || text.contains("<!--")) {
            throw new IllegalStateException(resource + " would end before its end within a page");
        }
        return new Script(text, Pages.sha256(text));
    }
}
