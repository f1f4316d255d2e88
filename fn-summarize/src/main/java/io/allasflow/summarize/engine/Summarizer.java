package io.allasflow.summarize.engine;

import io.allasflow.summarize.engine.SummaryReport.SourceObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/// Works out a cleaned table's statistics in one pass, in memory bounded by the [Budget].
public final class Summarizer {
    private final IntFunction<Budget> budgets;

    public Summarizer() {
        this(Budget::forColumns);
    }

    Summarizer(IntFunction<Budget> budgets) {
        this.budgets = budgets;
    }

    /// Reads the table once.
    ///
    /// @throws IllegalStateException when the table is not what its columns say: the header differs, a row has another
    ///         width, or a cell is not in its type's canonical form. It names the row (1 is the first after the header)
    ///         and the column, never the cell.
    public Profile profile(SummarySource source, TypedTable table) throws IOException {
        var columns = table.columns();
        var budget = budgets.apply(columns.size());
        var accumulators = columns.stream().map(column -> new ColumnAccumulator(column, budget)).toList();
        var sample = new RowSample(source.dataset(), columns.stream().map(TypedColumn::name).toList());
        var rows = 0L;
        var characters = 0L;
        try (var records = new CleanedRecords(table.open())) {
            if (records.hasNext()) {
                checkHeader(records.next(), columns);
            } else if (!columns.isEmpty()) {
                throw new IllegalStateException("The cleaned table has no header row.");
            }
            while (records.hasNext()) {
                var cells = records.next();
                characters += add(cells, ++rows, accumulators);
                sample.add(cells);
            }
        }
        var report = new SummaryReport(SummaryReport.SCHEMA, source.dataset(),
                new SourceObject(source.bucket(), source.key(), source.etag(), source.size()), rows,
                accumulators.stream().map(ColumnAccumulator::summary).toList(),
                Math.min(columns.size(), StoredTable.MOST_COLUMNS), List.of(), List.of(), null, null);
        return new Profile(report, accumulators.stream().map(ColumnAccumulator::sqlType).toList(), sample.sample(),
                characters);
    }

    private static void checkHeader(List<String> header, List<TypedColumn> columns) {
        checkWidth(header, "The header row", columns.size());
        for (var i = 0; i < columns.size(); i++) {
            if (!header.get(i).equals(columns.get(i).name())) {
                throw new IllegalStateException(
                        String.format(Locale.ROOT,
                                "Column %d of the cleaned table is not \"%s\", as its quality report says. Clean the dataset again.",
                                i + 1, columns.get(i).name()));
            }
        }
    }

    private static long add(List<String> cells, long row, List<ColumnAccumulator> accumulators) {
        if (cells.size() != accumulators.size()) {
            checkWidth(cells, "Row " + row, accumulators.size());
        }
        var characters = 0L;
        for (var i = 0; i < accumulators.size(); i++) {
            accumulators.get(i).add(row, cells.get(i));
            characters += cells.get(i).length();
        }
        return characters;
    }

    /// A table without columns has blank lines for rows, which read as one empty cell.
    private static void checkWidth(List<String> cells, String what, int columns) {
        var blank = columns == 0 && cells.size() == 1 && cells.get(0).isEmpty();
        if (cells.size() != columns && !blank) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT,
                            "%s of the cleaned table has %d cells, but its quality report lists %d columns. Clean the dataset again.",
                            what, cells.size(), columns));
        }
    }
}
