package io.allasflow.ingest.engine.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Text that is a page or a document, and no table.
enum MarkupFormat {
    HTML("an HTML page", "html|head|body|table"),
    SVG("an SVG image", "svg"),
    XML("an XML document", null);

    /// Before the first element there may be a byte order mark, a declaration, comments, and what kind it is.
    private static final Pattern BEFORE = Pattern.compile("(?s)\\s*+(?:<!--.*?(?:-->|$)|<[?].*?(?:[?]>|$))");
    private static final Pattern ROOT = Pattern.compile("\\s*+<(!doctype\\s++)?([\\w:.-]++)([\\s/>].*+)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String description;
    private final String roots;

    MarkupFormat(String description, String roots) {
        this.description = description;
        this.roots = roots;
    }

    String description() {
        return description;
    }

    /// @param whole whether the sample is the whole text
    static Optional<MarkupFormat> of(String sample, boolean whole) {
        int start = sample.startsWith("\ufeff") ? 1 : 0;
        boolean certain = false;
        var before = BEFORE.matcher(sample);
        while (before.region(start, sample.length()).lookingAt()) {
            certain = true;
            start = before.end();
        }
        var root = ROOT.matcher(sample).region(start, sample.length());
        if (!root.matches()) {
            return certain ? Optional.of(XML) : Optional.empty();
        }
        var name = root.group(2).toLowerCase(Locale.ROOT);
        for (var format : values()) {
            if (format.roots != null && name.matches(format.roots)) {
                return Optional.of(format);
            }
        }
        // Nothing says that it is XML but that it ends as it starts.
        boolean closed = whole && sample.stripTrailing().endsWith("</" + root.group(2) + ">");
        return certain || root.group(1) != null || closed ? Optional.of(XML) : Optional.empty();
    }
}
