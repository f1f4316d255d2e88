package io.allasflow.summarize.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Where the rows that were read have gone: written = read − duplicates − empty − rejected − outliers.
///
/// @param balanced whether the parts make up the rows read
public record Ledger(String read, List<Part> parts, boolean balanced) {
    /// @param field also the class name that gives the part its colour
    /// @param x where its stretch of the bar begins, of 100, as is its `width`
    public record Part(String field, String label, String count, String share, double x, double width) {}

    private record Kind(String field, String label) {}

    private static final List<Kind> KINDS = List.of(new Kind("written", "Written"),
            new Kind("duplicates", "Duplicates"),
            new Kind("empty", "Empty"), new Kind("rejected", "Rejected"), new Kind("outliers", "Outliers removed"));
    private static final double LEAST_VISIBLE = 0.4;

    /// Null where the rows are not known.
    static Ledger of(JsonNode rows) {
        if (!rows.path("read").isIntegralNumber()) {
            return null;
        }
        var read = rows.path("read").longValue();
        var sum = 0L;
        var scale = 0.0;
        for (var kind : KINDS) {
            sum += rows.path(kind.field()).asLong();
            scale += width(rows.path(kind.field()).asLong(), read);
        }
        var parts = new ArrayList<Part>();
        var x = 0.0;
        for (var kind : KINDS) {
            var count = rows.path(kind.field()).asLong();
            var width = Chart.rounded(100 * width(count, read) / Math.max(scale, 100));
            parts.add(new Part(kind.field(), kind.label(), Display.count(count), Display.share(count, read),
                    Chart.rounded(x), width));
            x += width;
        }
        return new Ledger(Display.count(read), List.copyOf(parts), sum == read);
    }

    /// A few rows among millions still get a sliver.
    private static double width(long count, long read) {
        return count <= 0 || read <= 0 ? 0 : Math.max(100.0 * count / read, LEAST_VISIBLE);
    }
}
