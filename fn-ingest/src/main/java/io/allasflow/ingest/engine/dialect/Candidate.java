package io.allasflow.ingest.engine.dialect;

/// A reading and how well it fits.
record Candidate(Reading reading, double score) {
    /// Within this share of the best, another one fits as well.
    private static final double AS_WELL = 0.95;

    static Candidate of(Reading reading) {
        return new Candidate(reading, Score.of(reading));
    }

    boolean hasColumns() {
        return reading.usualWidth() > 1;
    }

    /// Whether this takes for a note what is a full first row under the other.
    boolean leavesOutWhatIsIn(Candidate other) {
        var records = other.reading.records();
        return reading.preamble().records() > 0 && other.reading.preamble().records() == 0 && !records.isEmpty()
                && other.hasColumns() && records.getFirst().size() == other.reading.usualWidth();
    }

    /// Whether the one that won could be this one, with other columns.
    boolean fitsAsWellAs(Candidate best) {
        return !best.isOfRareDelimiter() && hasColumns() && score >= AS_WELL * best.score
                && !reading.syntax().delimiter().strip().equals(best.reading.syntax().delimiter().strip());
    }

    /// Text has none of these by accident.
    private boolean isOfRareDelimiter() {
        var delimiter = reading.syntax().delimiter();
        return delimiter.contains("\t") || delimiter.contains("|");
    }
}
