package io.allasflow.operations;

import io.allasflow.core.error.Printable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Text in lines of at most 80 columns. A word longer than that, such as a URL to be copied, stays whole; so do line breaks,
/// and control characters are shown as question marks.
public final class Wrapped {
    private Wrapped() {}

    /// Each text on lines of its own.
    public static void paragraphs(PrintStream out, String... texts) {
        for (var text : texts) {
            lines(text, Tool.WIDTH).forEach(out::println);
        }
    }

    /// With `first` before the first line and as many spaces before the others.
    public static void print(PrintStream out, String first, String text) {
        var start = first;
        for (var line : lines(text, Tool.WIDTH - first.length())) {
            out.println(start + line);
            start = " ".repeat(first.length());
        }
    }

    static List<String> lines(String text, int width) {
        var lines = new ArrayList<String>();
        text.lines().forEach(line -> wrap(Printable.of(line), width, lines));
        return lines;
    }

    private static void wrap(String text, int width, List<String> lines) {
        var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
    }
}
