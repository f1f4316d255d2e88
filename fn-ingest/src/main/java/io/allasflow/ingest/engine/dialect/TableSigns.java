package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.Row;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Tells a table from text that is none.
final class TableSigns {
    private static final int MOST_WORDS_OF_A_NAME = 3;
    private static final int LEAST_ROWS_OF_TEXTS = 4;
    private TableSigns() {}

    /// Whether a delimiter tells cells apart, and does not only stand between the words of a text: most rows are equally
    /// wide, and there is a first row of names or a column of values; or nearly all rows are, and there are only short cells
    /// or some column is short. Where most rows end as sentences do, only names over equally wide rows, or values, make a
    /// table. Where most rows look like code, only names do.
    static boolean areTable(Reading reading) {
        var records = reading.records().stream().filter(record -> !record.isBlank()).toList();
        int width = reading.usualWidth();
        if (width < 2) {
            return false;
        }
        double share = Widths.of(records).share();
        long several = records.stream().filter(record -> record.size() > 1).count();
        var first = records.getFirst();
        boolean named = first.size() > 1 && first.cells().stream().allMatch(TableSigns::isName);
        boolean fullyNamed = named && first.filled() == first.size();
        boolean values = haveValues(records.subList(1, records.size()), width);
        if (share < 0.5 && (several * 5 < records.size() * 4 || !fullyNamed && !values)) {
            return false;
        }
        if (!values && areTorn(records) || !fullyNamed && areWritten(records, reading.syntax().delimiter())) {
            return false;
        }
        boolean prose = mostly(records, row -> WrittenLine.endsSentence(String.join(" ", row.cells())));
        // As each line of a program may end.
        boolean ended = reading.syntax().delimiter().equals(";") && width == 2 && !haveSeveralColumns(records, width);
        return values || named && share >= 0.8 && !ended
                || !prose && (fullyNamed || haveSeveralColumns(records, width) && areEven(records)
                        && (haveShortCells(records)
                                || records.size() >= LEAST_ROWS_OF_TEXTS && hasShortColumn(records, width)));
    }

    private static boolean areTorn(List<Row> records) {
        return mostly(records, row -> row.cells().stream().anyMatch(WrittenLine::isTorn));
    }

    /// Whether most rows are lines of code, items of a list or entries of a log, which hold the delimiter by accident.
    private static boolean areWritten(List<Row> records, String delimiter) {
        return areTorn(records)
                || mostly(records, row -> WrittenLine.isItem(row.cells().getFirst())
                        || WrittenLine.isCode(row.cells().stream().filter(cell -> !cell.isBlank()).toList().getLast()))
                || delimiter.startsWith(",")
                        && mostly(records, row -> WrittenLine.isLogged(String.join(delimiter, row.cells())));
    }

    /// Whether nearly all rows are equally wide, a title above them aside.
    private static boolean areEven(List<Row> records) {
        return Widths.of(records).share() >= 0.8
                || records.size() > 2 && Widths.of(records.subList(1, records.size())).share() >= 0.8;
    }

    private static boolean mostly(List<Row> records, Predicate<Row> sign) {
        return records.stream().filter(sign).count() * 2 >= records.size();
    }

    /// And not one column with a delimiter after it.
    private static boolean haveSeveralColumns(List<Row> records, int width) {
        return IntStream.range(0, width).filter(column -> records.stream()
                .filter(record -> record.size() > column && !record.cells().get(column).isBlank()).count()
                * 3 >= records.size()).count() > 1;
    }

    static boolean haveValues(List<Row> rows, int width) {
        return IntStream.range(0, width).anyMatch(column -> Header.usual(rows, column).isValue());
    }

    private static boolean isName(String cell) {
        return WrittenLine.words(cell) <= MOST_WORDS_OF_A_NAME && !WrittenLine.endsSentence(cell)
                && !WrittenLine.isItem(cell) && !WrittenLine.isSetting(cell) && !WrittenLine.isCode(cell)
                && !WrittenLine.isTorn(cell);
    }

    private static boolean haveShortCells(List<Row> records) {
        var cells = records.stream().flatMap(record -> record.cells().stream()).filter(cell -> !cell.isBlank())
                .toList();
        return cells.stream().mapToInt(WrittenLine::words).sum() <= cells.size() * MOST_WORDS_OF_A_NAME;
    }

    private static boolean hasShortColumn(List<Row> records, int width) {
        return IntStream.range(0, width).anyMatch(column -> {
            var cells = records.stream().filter(record -> record.size() > column)
                    .map(record -> record.cells().get(column)).filter(cell -> !cell.isBlank()).toList();
            return cells.size() * 2 >= records.size()
                    && cells.stream().mapToInt(WrittenLine::words).sum() <= cells.size() * MOST_WORDS_OF_A_NAME;
        });
    }

    /// Whether the lines are entries of one column: at least four in five are a value or a few words, and the first one is,
    /// too, unless the others are values.
    static boolean isOne(Reading reading) {
        var records = reading.records().stream().filter(record -> !record.isBlank()).toList();
        if (reading.quotedCells() * 2 >= records.size()) {
            return true;
        }
        var lines = records.stream().map(record -> String.join(" ", record.cells())).toList();
        var first = lines.getFirst();
        // A note, rather than a name over nothing.
        if (lines.size() == 1 && WrittenLine.words(first) > 1 && !WrittenLine.isValue(first)) {
            return false;
        }
        var rest = lines.subList(1, lines.size());
        long values = rest.stream().filter(WrittenLine::isValue).count();
        long entries = lines.stream().filter(WrittenLine::isEntry).count();
        return WrittenLine.isEntry(first) && entries * 5 >= lines.size() * 4
                || !rest.isEmpty() && values * 5 >= rest.size() * 4;
    }
}
