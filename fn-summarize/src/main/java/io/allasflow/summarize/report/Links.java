package io.allasflow.summarize.report;

import io.allasflow.core.layout.Output;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// From page to page and from a page to its files, relative and URL-encoded.
public final class Links {
    /// URLs are walked along these, however they are encoded.
    private static final Pattern STEPS = Pattern.compile("(^|.*/)\\.{1,2}(/.*|$)", Pattern.DOTALL);

    private static final List<File> FILES = List.of(new File("Cleaned CSV", Output.CLEANED),
            new File("Parquet", Output.PARQUET), new File("Changes", Output.CHANGES),
            new File("Rejected rows", Output.REJECTED), new File("Raw CSV", Output.RAW));

    private Links() {}

    private record File(String label, Output output) {}

    /// @param href kept relative by its first characters: a dataset may be called `javascript:…`
    public record Link(String label, String href) {}

    /// From the index.
    public static String report(String dataset) {
        return encoded(dataset) + Output.REPORT.ending();
    }

    /// From a dataset's page; none where a URL cannot name the dataset's objects.
    static List<Link> ofReport(String dataset) {
        if (STEPS.matcher(dataset).matches()) {
            return List.of();
        }
        var up = "../".repeat(1 + (int) dataset.chars().filter(character -> character == '/').count());
        return Stream.concat(FILES.stream().map(file -> new Link(file.label(),
                up + file.output().folder() + encoded(dataset) + file.output().ending())),
                Stream.of(new Link("All datasets and models", up + "reports/index.html"))).toList();
    }

    private static String encoded(String dataset) {
        return URLEncoder.encode(dataset, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
    }
}
