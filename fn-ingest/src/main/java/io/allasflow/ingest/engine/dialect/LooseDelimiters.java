package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.CellSyntax;
import io.allasflow.ingest.engine.record.Row;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Delimiters that any text is full of. They make a table only if every row has the same number of cells, and the cells
/// are no accident: names over values, or many values, or many quotes.
final class LooseDelimiters {
    static final List<String> ALL = List.of(":", " ", CellSyntax.SPACES);
    private static final int LEAST_QUOTED = 3;
    private static final int LONGEST_NUMBER = 40;
    private static final Pattern GROUPED_NUMBER = Pattern.compile("[-+]?[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?");
    private static final Pattern ADDRESS_PART = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern TIME_IN_TEXT = Pattern
            .compile("(^|[^0-9:])[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?([^0-9:]|$)");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+(,[0-9]+)?");

    private LooseDelimiters() {}

    static boolean makeTable(Reading reading) {
        int width = reading.usualWidth();
        var records = reading.records().stream().filter(record -> !record.isBlank()).toList();
        // As `ls -l` starts with a total.
        boolean firstShort = records.size() > 3 && records.getFirst().size() < width;
        var rows = firstShort ? records.subList(1, records.size()) : records;
        if (width < 2 || rows.size() < 2 || rows.stream().anyMatch(row -> row.size() != width)
                || areValues(rows, reading.syntax().delimiter())) {
            return false;
        }
        boolean named = !firstShort && Header.of(rows, HeaderRule.AUTO) == Header.PRESENT;
        if (reading.syntax().delimiter().equals(":")) {
            if (haveTimes(rows)) {
                return false;
            }
            return width > 2 ? named || !areAddresses(rows) : named && !arePairs(rows);
        }
        long values = IntStream.range(0, width).filter(column -> Header.usual(rows, column).isValue()).count();
        return named || values == width || width > 2 && rows.size() > 2 && values * 3 >= width
                || reading.quotedCells() >= Math.max(LEAST_QUOTED, rows.size());
    }

    /// Whether a line is rather one value with the delimiter in it: a time, a number in groups of three.
    private static boolean areValues(List<Row> rows, String delimiter) {
        var between = delimiter.equals(CellSyntax.SPACES) ? " " : delimiter;
        return rows.stream().skip(1).filter(row -> isOneValue(String.join(between, row.cells()))).count() * 2 > rows
                .size() - 1;
    }

    private static boolean isOneValue(String line) {
        return CellKind.of(line) == CellKind.DATE
                || line.length() < LONGEST_NUMBER && GROUPED_NUMBER.matcher(line).matches();
    }

    /// Whether the delimiter stands in a time, as at the start of a log's line.
    private static boolean haveTimes(List<Row> rows) {
        return rows.stream().filter(row -> TIME_IN_TEXT.matcher(String.join(":", row.cells())).find()).count()
                * 2 > rows
                        .size();
    }

    private static boolean areAddresses(List<Row> rows) {
        return rows.stream().skip(1)
                .allMatch(row -> row.cells().stream().allMatch(cell -> ADDRESS_PART.matcher(cell).matches())
                        && row.cells().stream().mapToInt(String::length).distinct().count() == 1);
    }

    /// `name: value`.
    private static boolean arePairs(List<Row> rows) {
        return rows.stream().filter(row -> row.cells().get(1).startsWith(" ")).count() * 2 >= rows.size();
    }

    /// Whether commas in these cells are decimal ones, and some are there.
    static boolean haveDecimalCommas(Reading reading) {
        var cells = reading.records().stream().flatMap(row -> row.cells().stream())
                .filter(cell -> cell.contains(",")).toList();
        return cells.size() * 2 >= reading.records().size()
                && cells.stream().allMatch(cell -> DECIMAL.matcher(cell).matches());
    }

    /// Whether most rows of another reading hold it in a cell.
    static boolean areIn(Reading reading, String delimiter) {
        return areIn(reading, delimiter, false);
    }

    /// Whether most rows hold it in a cell that is no value: in a time or a number it is no delimiter.
    static boolean areInWords(Reading reading, String delimiter) {
        return areIn(reading, delimiter, true);
    }

    private static boolean areIn(Reading reading, String delimiter, boolean inWords) {
        var character = delimiter.equals(CellSyntax.SPACES) ? " " : delimiter;
        long rows = reading.records().stream().filter(row -> row.cells().stream()
                .anyMatch(cell -> cell.contains(character) && !(inWords && CellKind.of(cell).isValue()))).count();
        return rows * 2 >= reading.records().size();
    }
}
