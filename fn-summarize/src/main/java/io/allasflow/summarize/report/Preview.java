package io.allasflow.summarize.report;

import io.allasflow.summarize.engine.Sample;
import java.util.List;

/// The first rows, for those without scripts.
///
/// @param how the rows were chosen that a script shows
public record Preview(List<String> header, List<List<String>> rows, String shown, String of, String how) {
    private static final int MOST_ROWS = 10;
    private static final int MOST_COLUMNS = 12;
    private static final int LONGEST_CELL = 60;

    static Preview of(Sample sample, String how) {
        return new Preview(cells(sample.header()), sample.rows().stream().limit(MOST_ROWS).map(Preview::cells).toList(),
                Display.count(sample.rows().size()), Display.count(sample.of()), how);
    }

    private static List<String> cells(List<String> cells) {
        return cells.stream().limit(MOST_COLUMNS).map(cell -> Display.text(cell, LONGEST_CELL)).toList();
    }
}
