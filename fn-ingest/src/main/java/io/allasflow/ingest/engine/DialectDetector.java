package io.allasflow.ingest.engine;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/// Decides a dialect from the start of a file: the delimiter under which most records are equally wide and few cells
/// look like several.
final class DialectDetector {
    /// The rarer in text goes first: it wins where two fit equally well, and it is taken for a table of one column.
    private static final List<String> DELIMITERS = List.of("\t", "|", ";", ",");
    private static final int MAX_RECORDS = 1000;
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?[0-9]+,[0-9]+");
    /// Only where no delimiter makes a table.
    private static final double ONE_COLUMN = 0.01;

    private DialectDetector() {}

    /// @param whole whether the sample is the whole file; if not, its last record may be cut and is not looked at
    /// @return null if the file holds nothing but blank cells
    static Dialect detect(String sample, boolean whole, String encoding, HeaderRule rule)
            throws UnreadableTableException {
        if (sample.isBlank()) {
            return blank(whole);
        }
        Reading best = null;
        for (var delimiter : DELIMITERS) {
            var reading = read(sample, whole, delimiter);
            if (reading.records().isEmpty()) {
                return blank(whole);
            }
            if (best == null || reading.score() > best.score()) {
                best = reading;
            }
        }
        var header = Header.of(best.records(), rule);
        return new Dialect(encoding, best.delimiter(), best.skippedLines(), header != Header.ABSENT,
                header == Header.ASSUMED, best.records().getFirst().size(), best.usualWidth(), 0, List.of());
    }

    private static Dialect blank(boolean whole) throws UnreadableTableException {
        if (whole) {
            return null;
        }
        throw UnreadableTableException.blankStart();
    }

    private record Reading(String delimiter, int skippedLines, List<CSVRecord> records, double score) {
        int usualWidth() {
            return Widths.of(records).usual();
        }
    }

    private static Reading read(String sample, boolean whole, String delimiter) {
        var records = new ArrayList<CSVRecord>();
        var syntax = new CellSyntax(delimiter, '"');
        var text = new MendedText(new StringReader(sample), syntax, 0, !whole);
        int blanks = 0;
        try (var parser = syntax.format().parse(text)) {
            var iterator = parser.iterator();
            while (records.size() < MAX_RECORDS && iterator.hasNext()) {
                var record = iterator.next();
                if (records.isEmpty() && isBlank(record)) {
                    blanks++;
                } else {
                    records.add(record);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
        if (!whole && !records.isEmpty() && records.size() < MAX_RECORDS) {
            // All there is of a record may be enough, if it is most of the sample; not its start after blank lines.
            if (records.size() > 1 || records.getFirst().getCharacterPosition() > sample.length() / 2) {
                records.removeLast();
            }
        }
        double sound = 1 - 0.5 * Math.min(1, (double) text.damaged() / Math.max(1, records.size()));
        return new Reading(delimiter, blanks, records, score(records, delimiter) * sound);
    }

    /// Share of records that have the commonest width; more for wider tables, less if the first record has another
    /// width, less the more cells hold another delimiter and are no number.
    private static double score(List<CSVRecord> records, String delimiter) {
        if (records.isEmpty() || delimiter.equals(",") && isOneColumnOfDecimals(records)) {
            return 0;
        }
        var widths = Widths.of(records);
        int width = widths.usual();
        if (width == 1) {
            return ONE_COLUMN * widths.share();
        }
        long cells = records.stream().filter(record -> !isBlank(record)).mapToLong(CSVRecord::size).sum();
        long suspicious = records.stream().flatMap(CSVRecord::stream).filter(cell -> holdsAnother(cell, delimiter))
                .count();
        double first = records.getFirst().size() == width ? 1 : 0.5;
        return widths.share() * first * (1 - 1.0 / (width + 1)) * (1 - 0.5 * suspicious / cells);
    }

    private static boolean holdsAnother(String cell, String delimiter) {
        return DELIMITERS.stream().anyMatch(other -> !other.equals(delimiter) && cell.contains(other))
                && !CellKind.of(cell).isValue();
    }

    /// The decimal comma of numbers under a name without one is no delimiter.
    private static boolean isOneColumnOfDecimals(List<CSVRecord> records) {
        return records.size() > 1 && records.getFirst().size() == 1 && records.stream().skip(1)
                .allMatch(record -> DECIMAL_COMMA.matcher(String.join(",", record.values()).strip()).matches());
    }

    static boolean isBlank(CSVRecord record) {
        return record.stream().allMatch(String::isBlank);
    }
}
