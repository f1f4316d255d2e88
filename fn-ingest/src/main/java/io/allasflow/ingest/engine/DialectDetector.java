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
    /// One with a space after it goes before the same without, whose cells would all start with that space.
    private static final List<String> DELIMITERS = List.of("\t", " | ", "|", "; ", ";", ", ", ",");
    private static final List<String> PLAIN_DELIMITERS = List.of("\t", "|", ";", ",");
    private static final char OTHER_QUOTE = '\'';
    /// Fewer cells in the other quotes may be cells that hold them.
    private static final int LEAST_QUOTED = 3;
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
            if (delimiter.length() > 1 && !sample.contains(delimiter)) {
                continue;
            }
            var reading = read(sample, whole, new CellSyntax(delimiter, CellSyntax.USUAL_QUOTE), rule);
            if (reading.records().isEmpty()) {
                return blank(whole);
            }
            if (best == null || reading.score() > best.score()) {
                best = reading;
            }
            var other = new CellSyntax(delimiter, OTHER_QUOTE);
            if (isQuotedOtherwise(sample, other)) {
                var otherwise = read(sample, whole, other, rule);
                if (otherwise.sound() && otherwise.score() >= best.score()) {
                    best = otherwise;
                }
            }
        }
        var header = Header.of(best.records(), rule);
        var syntax = best.syntax();
        return new Dialect(encoding, syntax.delimiter(),
                syntax.quote() == CellSyntax.USUAL_QUOTE ? null : String.valueOf(syntax.quote()),
                best.skippedLines() + best.preamble().records(), best.preamble().lines(), header != Header.ABSENT,
                header == Header.ASSUMED, best.records().getFirst().size(), best.usualWidth(), 0, List.of());
    }

    /// Whether cells start and end with this quote, in as many places as is no accident, and none with the usual one.
    private static boolean isQuotedOtherwise(String sample, CellSyntax syntax) {
        if (sample.indexOf(syntax.quote()) < 0) {
            return false;
        }
        var delimiter = Pattern.quote(syntax.delimiter());
        var start = "(?:^|[\\r\\n]|" + delimiter + ")";
        var quoted = Pattern.compile(start + syntax.quote() + "[^'\\r\\n]*+" + syntax.quote() + "(?=$|[\\r\\n]|"
                + delimiter + ")");
        return quoted.matcher(sample).results().limit(LEAST_QUOTED).count() == LEAST_QUOTED
                && !Pattern.compile(start + CellSyntax.USUAL_QUOTE).matcher(sample).find();
    }

    private static Dialect blank(boolean whole) throws UnreadableTableException {
        if (whole) {
            return null;
        }
        throw UnreadableTableException.blankStart();
    }

    /// @param records from the header on
    /// @param sound whether all quotes make sense
    private record Reading(CellSyntax syntax, int skippedLines, Preamble preamble, List<CSVRecord> records,
            boolean sound, double score) {
        int usualWidth() {
            return Widths.of(records).usual();
        }
    }

    private static Reading read(String sample, boolean whole, CellSyntax syntax, HeaderRule rule) {
        var records = new ArrayList<CSVRecord>();
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
        var preamble = records.isEmpty() || rule == HeaderRule.NO
                ? Preamble.NONE
                : Preamble.of(records, Widths.of(records).usual(), syntax.delimiter());
        var table = records.subList(preamble.records(), records.size());
        return new Reading(syntax, blanks, preamble, table, text.damaged() == 0,
                score(table, syntax.delimiter()) * sound);
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
        return cell.startsWith(" \"") || PLAIN_DELIMITERS.stream()
                .anyMatch(other -> !delimiter.contains(other) && cell.contains(other)) && !CellKind.of(cell).isValue();
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
