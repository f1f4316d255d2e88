package io.allasflow.summarize.engine;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Tables out of strings.
public final class Tables {
    public static final SummarySource SOURCE = new SummarySource("a/b", "bucket", "a/b.csv", "etag", 12);

    private Tables() {}

    public static TypedTable table(String csv, TypedColumn... columns) {
        return new TypedTable() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public List<TypedColumn> columns() {
                return List.of(columns);
            }
        };
    }

    /// A table of one column `v`; an empty cell is written as `""`.
    public static TypedTable column(ColumnType type, Stream<String> cells) {
        var csv = new StringBuilder("v\n");
        cells.forEach(cell -> csv.append(cell.isEmpty() ? "\"\"" : cell).append('\n'));
        return table(csv.toString(), new TypedColumn("v", type));
    }

    static SummaryReport summary(Summarizer summarizer, TypedTable table) {
        return profile(summarizer, table).report();
    }

    static Profile profile(TypedTable table) {
        return profile(new Summarizer(), table);
    }

    private static Profile profile(Summarizer summarizer, TypedTable table) {
        try {
            return summarizer.profile(SOURCE, table);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static SummaryReport summary(TypedTable table) {
        return summary(new Summarizer(), table);
    }
}
