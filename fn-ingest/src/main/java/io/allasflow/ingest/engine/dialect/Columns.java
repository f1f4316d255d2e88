package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.Row;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Tells a table from text that is none.
final class Columns {
    private static final Pattern WORDS = Pattern.compile("\\s+");
    private static final Pattern MARKUP = Pattern.compile(
            "(#{1,6}|[-*+>•]|[0-9]{1,3}[.)]) .*|```.*|//.*|/\\*.*|<[A-Za-z/!].*|[-=*_~]{3,}|\\[.*\\](: .*)?|[{}()\\[\\]]+[;,]?");
    private static final String SENTENCE_ENDS = ".!?:";
    private static final String CODE_ENDS = "{;}(";
    private static final int MOST_WORDS_OF_AN_ENTRY = 5;
    private static final int MOST_WORDS_OF_A_NAME = 3;

    private Columns() {}

    /// Whether a delimiter tells cells apart, and does not only stand between the words of a text: most rows are equally
    /// wide, and there is a first row of names, a column of values, or only short cells; or nearly all rows are, and some
    /// column is short. Where most rows end as sentences do, only names over equally wide rows, or values, make a table.
    static boolean areTable(Reading reading) {
        var records = reading.records().stream().filter(record -> !record.isBlank()).toList();
        int width = reading.usualWidth();
        if (width < 2) {
            return false;
        }
        double share = Widths.of(records).share();
        long several = records.stream().filter(record -> record.size() > 1).count();
        var first = records.getFirst();
        boolean named = first.size() > 1 && first.cells().stream().allMatch(Columns::isName);
        boolean fullyNamed = named && first.filled() == first.size();
        boolean values = haveValues(records.subList(1, records.size()), width);
        if (share < 0.5 && (several * 5 < records.size() * 4 || !fullyNamed && !values)) {
            return false;
        }
        boolean prose = records.stream().filter(Columns::endsSentence).count() * 2 >= records.size();
        return values || named && share >= 0.8
                || !prose && (fullyNamed || haveShortCells(records) || share >= 0.8 && hasShortColumn(records, width));
    }

    static boolean haveValues(List<Row> rows, int width) {
        return IntStream.range(0, width).anyMatch(column -> Header.usual(rows, column).isValue());
    }

    private static boolean isName(String cell) {
        return words(cell) <= MOST_WORDS_OF_A_NAME && !endsSentence(cell);
    }

    private static boolean endsSentence(Row row) {
        return endsSentence(String.join(" ", row.cells()));
    }

    private static boolean endsSentence(String cell) {
        var text = cell.strip();
        return !text.isEmpty() && SENTENCE_ENDS.indexOf(text.charAt(text.length() - 1)) >= 0
                && words(text) >= MOST_WORDS_OF_A_NAME;
    }

    private static boolean haveShortCells(List<Row> records) {
        var cells = records.stream().flatMap(record -> record.cells().stream()).filter(cell -> !cell.isBlank())
                .toList();
        return cells.stream().mapToInt(Columns::words).sum() <= cells.size() * MOST_WORDS_OF_A_NAME;
    }

    private static boolean hasShortColumn(List<Row> records, int width) {
        return IntStream.range(0, width).anyMatch(column -> {
            var cells = records.stream().filter(record -> record.size() > column)
                    .map(record -> record.cells().get(column)).filter(cell -> !cell.isBlank()).toList();
            return cells.size() * 2 >= records.size()
                    && cells.stream().mapToInt(Columns::words).sum() <= cells.size() * MOST_WORDS_OF_A_NAME;
        });
    }

    /// Whether the lines are entries of one column: at least four in five are a value or a few words.
    static boolean isOne(Reading reading) {
        var records = reading.records().stream().filter(record -> !record.isBlank()).toList();
        if (reading.quotedCells() * 2 >= records.size()) {
            return true;
        }
        long entries = records.stream().filter(record -> isEntry(String.join(" ", record.cells()))).count();
        // A note, rather than a name over nothing.
        boolean alone = records.size() == 1 && words(records.getFirst().cells().getFirst()) > 1
                && !CellKind.of(records.getFirst().cells().getFirst()).isValue();
        return entries * 5 >= records.size() * 4 && !alone;
    }

    private static boolean isEntry(String line) {
        var text = line.strip();
        if (CellKind.of(text).isValue() || CellKind.of(text) == CellKind.MISSING) {
            return true;
        }
        return !Character.isWhitespace(line.charAt(0)) && !MARKUP.matcher(text).matches()
                && words(text) <= MOST_WORDS_OF_AN_ENTRY && !endsSentence(text)
                && CODE_ENDS.indexOf(text.charAt(text.length() - 1)) < 0;
    }

    private static int words(String text) {
        var stripped = text.strip();
        return stripped.isEmpty() ? 0 : WORDS.split(stripped).length;
    }
}
