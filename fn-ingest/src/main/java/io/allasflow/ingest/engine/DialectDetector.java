package io.allasflow.ingest.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Decides a dialect from the start of a file: the delimiter under which most records are equally wide and few cells
/// look like several.
final class DialectDetector {
    /// The rarer in text goes first: it wins where two fit equally well, and it is taken for a table of one column.
    private static final List<Character> DELIMITERS = List.of('\t', '|', ';', ',');
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
        for (char delimiter : DELIMITERS) {
            var reading = read(sample, whole, delimiter);
            if (reading.records().isEmpty() && !reading.broken()) {
                return blank(whole);
            }
            if (best == null || reading.score() > best.score()) {
                best = reading;
            }
        }
        if (!best.records().isEmpty()) {
            var header = Header.of(best.records(), rule);
            return new Dialect(encoding, best.delimiter(), best.skippedLines(), header != Header.ABSENT,
                    header == Header.ASSUMED, best.records().getFirst().size());
        }
        throw UnreadableTableException.quotes(1);
    }

    private static Dialect blank(boolean whole) throws UnreadableTableException {
        if (whole) {
            return null;
        }
        throw UnreadableTableException.blankStart();
    }

    /// @param broken whether quotes made no sense before the sample's end
    private record Reading(char delimiter, int skippedLines, List<CSVRecord> records, boolean broken, double score) {}

    private static Reading read(String sample, boolean whole, char delimiter) {
        var records = new ArrayList<CSVRecord>();
        var blanks = new AtomicInteger();
        boolean broken = parse(sample, delimiter, records, blanks);
        if (broken && !whole && records.isEmpty()) {
            // A first record that is longer than the sample, cut inside quotes.
            broken = parse(sample + '"', delimiter, records, blanks);
        }
        if (!whole && !records.isEmpty() && records.size() < MAX_RECORDS) {
            // All there is of a record may be enough, if it is most of the sample; not its start after blank lines.
            if (records.size() > 1 || records.getFirst().getCharacterPosition() > sample.length() / 2) {
                records.removeLast();
            }
        }
        return new Reading(delimiter, blanks.get(), records, broken,
                score(records, delimiter) * (broken ? 0.5 : 1));
    }

    /// @param blanks is set to the number of blank records before the first one that is not
    private static boolean parse(String sample, char delimiter, List<CSVRecord> records, AtomicInteger blanks) {
        blanks.set(0);
        try (var parser = CSVParser.parse(sample, Dialect.format(delimiter))) {
            var iterator = parser.iterator();
            while (records.size() < MAX_RECORDS && iterator.hasNext()) {
                var record = iterator.next();
                if (records.isEmpty() && isBlank(record)) {
                    blanks.incrementAndGet();
                } else {
                    records.add(record);
                }
            }
            return false;
        } catch (IOException | UncheckedIOException e) {
            // Quotes that make no sense under this delimiter, or a record cut by the end of the sample.
            return true;
        }
    }

    /// Share of records that have the commonest width; more for wider tables, less if the first record has another
    /// width, less the more cells hold another delimiter and are no number.
    private static double score(List<CSVRecord> records, char delimiter) {
        if (records.isEmpty() || delimiter == ',' && isOneColumnOfDecimals(records)) {
            return 0;
        }
        var widths = new TreeMap<Integer, Integer>();
        long cells = 0;
        long suspicious = 0;
        for (var record : records) {
            if (!isBlank(record)) {
                widths.merge(record.size(), 1, Integer::sum);
                cells += record.size();
                suspicious += record.stream().filter(cell -> holdsAnother(cell, delimiter)).count();
            }
        }
        var commonest = widths.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        int counted = widths.values().stream().mapToInt(Integer::intValue).sum();
        double share = (double) commonest.getValue() / counted;
        int width = commonest.getKey();
        if (width == 1) {
            return ONE_COLUMN * share;
        }
        double first = records.getFirst().size() == width ? 1 : 0.5;
        return share * first * (1 - 1.0 / (width + 1)) * (1 - 0.5 * suspicious / cells);
    }

    private static boolean holdsAnother(String cell, char delimiter) {
        return DELIMITERS.stream().anyMatch(other -> other != delimiter && cell.indexOf(other) >= 0)
                && !CellKind.of(cell).isValue();
    }

    /// The decimal comma of numbers under a name without one is no delimiter.
    private static boolean isOneColumnOfDecimals(List<CSVRecord> records) {
        return records.size() > 1 && records.getFirst().size() == 1 && records.stream().skip(1)
                .allMatch(record -> DECIMAL_COMMA.matcher(String.join(",", record.values()).strip()).matches());
    }

    private static boolean isBlank(CSVRecord record) {
        return record.stream().allMatch(String::isBlank);
    }
}
