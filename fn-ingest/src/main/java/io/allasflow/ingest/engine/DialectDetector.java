package io.allasflow.ingest.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Decides a dialect from the start of a file: the delimiter under which most records are equally wide, and whether the
/// first record looks unlike the rest.
final class DialectDetector {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int MAX_RECORDS = 1000;
    private static final Pattern NUMBER_OR_DATE = Pattern.compile("[-+]?[0-9][0-9 .,:/TZ+-]*%?");
    private static final Pattern YEAR = Pattern.compile("(19|20)[0-9]{2}");

    private DialectDetector() {}

    /// @param whole whether the sample is the whole file; if not, its last record may be cut and is not looked at
    /// @return null if there is no record in it
    static Dialect detect(String sample, boolean whole, String encoding) {
        Reading best = null;
        for (char delimiter : DELIMITERS) {
            var reading = read(sample, whole, delimiter);
            if (best == null || reading.score() > best.score()) {
                best = reading;
            }
        }
        if (best.records().isEmpty()) {
            return null;
        }
        return new Dialect(encoding, best.delimiter(), best.skippedLines(), isHeader(best.records()),
                best.records().getFirst().size());
    }

    private record Reading(char delimiter, int skippedLines, List<CSVRecord> records, double score) {}

    private static Reading read(String sample, boolean whole, char delimiter) {
        var records = new ArrayList<CSVRecord>();
        boolean ended = false;
        try (var parser = CSVParser.parse(sample, Dialect.format(delimiter))) {
            var iterator = parser.iterator();
            while (records.size() < MAX_RECORDS && iterator.hasNext()) {
                records.add(iterator.next());
            }
            ended = !iterator.hasNext();
        } catch (IOException | UncheckedIOException e) {
            // Quotes that make no sense under this delimiter, or a record cut by the end of the sample.
            ended = true;
        }
        if (ended && !whole && records.size() > 1) {
            records.removeLast();
        }
        int skipped = 0;
        while (skipped < records.size() && isBlank(records.get(skipped))) {
            skipped++;
        }
        var table = records.subList(skipped, records.size());
        return new Reading(delimiter, skipped, table, score(table));
    }

    /// Share of records that have the commonest width, more for wider tables, less if the first one has another width.
    private static double score(List<CSVRecord> records) {
        var widths = new TreeMap<Integer, Integer>();
        records.stream().filter(record -> !isBlank(record))
                .forEach(record -> widths.merge(record.size(), 1, Integer::sum));
        var commonest = widths.entrySet().stream().max(Comparator.comparingInt(java.util.Map.Entry::getValue));
        if (commonest.isEmpty() || commonest.get().getKey() == 1) {
            return 0;
        }
        int width = commonest.get().getKey();
        int counted = widths.values().stream().mapToInt(Integer::intValue).sum();
        double share = (double) commonest.get().getValue() / counted;
        double first = records.getFirst().size() == width ? 1 : 0.5;
        return share * first * (1 - 1.0 / (width + 1));
    }

    /// A header's cells are not values: where the cells below are numbers or dates and the first is not, it votes for a
    /// header; where the first is a value too, against, unless it may be a year. With no such column, a first record
    /// without gaps and repeats is taken for a header.
    private static boolean isHeader(List<CSVRecord> records) {
        var first = records.getFirst();
        int votes = 0;
        for (int column = 0; column < first.size(); column++) {
            int values = 0;
            int seen = 0;
            for (var record : records.subList(1, records.size())) {
                if (column < record.size() && !record.get(column).isBlank()) {
                    seen++;
                    values += isValue(record.get(column)) ? 1 : 0;
                }
            }
            var cell = first.get(column).strip();
            if (isValue(cell) && !YEAR.matcher(cell).matches()) {
                votes--;
            } else if (seen > 0 && values * 5 >= seen * 4 && !isValue(cell) && !cell.isEmpty()) {
                votes++;
            }
        }
        return votes > 0 || votes == 0 && first.stream().noneMatch(String::isBlank)
                && first.stream().map(String::strip).distinct().count() == first.size();
    }

    private static boolean isValue(String cell) {
        return NUMBER_OR_DATE.matcher(cell.strip()).matches();
    }

    private static boolean isBlank(CSVRecord record) {
        return record.size() == 1 && record.get(0).isBlank();
    }
}
