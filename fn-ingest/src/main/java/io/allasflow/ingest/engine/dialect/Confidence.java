package io.allasflow.ingest.engine.dialect;

/// How sure it is that a text is the table it was read as, from 0 to 1: the share of the rows looked at that are as wide as
/// most of them and whose quotes make sense; of a table of one column, the share of lines that look like entries of one.
/// Half of that if another delimiter fits as well. Rounded to two decimals.
final class Confidence {
    private Confidence() {}

    static double of(Reading reading, boolean ambiguous) {
        double sound = 1 - Math.min(1, (double) reading.damaged() / reading.seen());
        double share = reading.usualWidth() > 1 ? Widths.of(reading.records()).share() : entries(reading);
        return Math.round(100 * share * sound * (ambiguous ? 0.5 : 1)) / 100.0;
    }

    private static double entries(Reading reading) {
        var lines = reading.records().stream().filter(record -> !record.isBlank())
                .map(record -> String.join(" ", record.cells())).toList();
        // A quoted cell is one, whatever it holds.
        long entries = lines.stream().filter(WrittenLine::isEntry).count();
        return Math.min(1, (double) Math.max(entries, reading.quotedCells()) / lines.size());
    }
}
