package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.record.CellSyntax;
import java.util.List;
import java.util.regex.Pattern;

/// How well a reading of a text fits, from 0 to 1; less if nothing is left of it.
final class Score {
    private static final List<String> PLAIN_DELIMITERS = List.of("\t", "|", ";", ",");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?[0-9]+,[0-9]+");
    /// Only where no delimiter makes a table.
    private static final double ONE_COLUMN = 0.01;
    private static final double BLANK = -1;

    private Score() {}

    /// Share of records that have the commonest width; more for wider tables, less if the first record has another
    /// width, less the more cells hold another delimiter and are no number, or half of a quoted text, less the more records
    /// are damaged.
    static double of(Reading reading) {
        var records = reading.records();
        var delimiter = reading.syntax().delimiter();
        if (records.isEmpty()) {
            return BLANK;
        }
        if (delimiter.equals(",") && isOneColumnOfDecimals(reading)) {
            return 0;
        }
        var widths = Widths.of(records);
        int width = widths.usual();
        double sound = 1 - 0.5 * Math.min(1, (double) reading.damaged() / reading.seen());
        if (width == 1) {
            return ONE_COLUMN * widths.share() * sound;
        }
        long cells = 0;
        long suspicious = 0;
        for (var record : records) {
            cells += record.isBlank() ? 0 : record.size();
            suspicious += record.cells().stream().filter(cell -> holdsAnother(cell, delimiter) || isTorn(cell))
                    .count();
        }
        double first = records.getFirst().size() == width ? 1 : 0.5;
        return widths.share() * first * (1 - 1.0 / (width + 1)) * (1 - 0.5 * suspicious / cells) * sound;
    }

    private static boolean holdsAnother(String cell, String delimiter) {
        return cell.startsWith(" \"") || PLAIN_DELIMITERS.stream()
                .anyMatch(other -> !delimiter.contains(other) && cell.contains(other)) && !CellKind.of(cell).isValue();
    }

    /// Whether quotes open in it and do not close, as where a delimiter inside quotes was taken for one.
    private static boolean isTorn(String cell) {
        return cell.chars().filter(c -> c == CellSyntax.USUAL_QUOTE).count() % 2 == 1;
    }

    /// The decimal comma of numbers under a name without one is no delimiter.
    private static boolean isOneColumnOfDecimals(Reading reading) {
        var records = reading.records();
        return records.size() > 1 && records.getFirst().size() == 1 && records.stream().skip(1)
                .allMatch(record -> DECIMAL_COMMA.matcher(String.join(",", record.cells()).strip()).matches());
    }
}
