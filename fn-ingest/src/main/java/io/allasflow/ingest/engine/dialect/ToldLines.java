package io.allasflow.ingest.engine.dialect;

import io.allasflow.core.text.Excerpt;
import io.allasflow.ingest.engine.record.CellSyntax;
import io.allasflow.ingest.engine.record.Row;
import java.util.List;

/// Lines that a status tells: few, and short.
public final class ToldLines {
    public static final int MOST = 20;
    private static final int MOST_CHARACTERS = 200;

    private ToldLines() {}

    static List<String> of(List<Row> records, String delimiter) {
        return records.stream().filter(record -> !record.isBlank()).limit(MOST)
                .map(record -> of(record, delimiter)).toList();
    }

    static List<String> of(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank()).limit(MOST)
                .map(line -> Excerpt.of(line.strip(), MOST_CHARACTERS)).toList();
    }

    /// Its cells, as they stood in the line but for quotes.
    public static String of(Row record, String delimiter) {
        return Excerpt.of(String.join(delimiter.equals(CellSyntax.SPACES) ? " " : delimiter, record.cells()).strip(),
                MOST_CHARACTERS);
    }
}
