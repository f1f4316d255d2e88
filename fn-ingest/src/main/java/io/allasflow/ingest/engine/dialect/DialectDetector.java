package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.UnreadableTableException;
import io.allasflow.ingest.engine.record.CellSyntax;
import java.util.List;
import java.util.regex.Pattern;

/// Decides a dialect from the start of a file: the delimiter under which most records are equally wide and few cells
/// look like several.
public final class DialectDetector {
    /// The rarer in text goes first: it wins where two fit equally well, and it is taken for a table of one column.
    /// One with a space after it goes before the same without, whose cells would all start with that space.
    private static final List<String> DELIMITERS = List.of("\t", " | ", "|", "; ", ";", ", ", ",");
    private static final char OTHER_QUOTE = '\'';
    /// Fewer cells in the other quotes may be cells that hold them.
    private static final int LEAST_QUOTED = 3;

    private DialectDetector() {}

    /// @param whole whether the sample is the whole file; if not, its last record may be cut and is not looked at
    public static Dialect detect(String sample, boolean whole, String encoding, HeaderRule rule)
            throws UnreadableTableException {
        if (sample.isBlank()) {
            throw blank(whole);
        }
        Reading best = null;
        double bestScore = 0;
        for (var delimiter : DELIMITERS) {
            if (delimiter.length() > 1 && !sample.contains(delimiter)) {
                continue;
            }
            var reading = Reading.of(sample, whole, new CellSyntax(delimiter, CellSyntax.USUAL_QUOTE), rule);
            if (reading.records().isEmpty()) {
                throw blank(whole);
            }
            double score = Score.of(reading);
            if (best == null || score > bestScore) {
                best = reading;
                bestScore = score;
            }
            var other = new CellSyntax(delimiter, OTHER_QUOTE);
            if (isQuotedOtherwise(sample, other)) {
                var otherwise = Reading.of(sample, whole, other, rule);
                double otherScore = Score.of(otherwise);
                if (otherwise.damaged() == 0 && otherScore >= bestScore) {
                    best = otherwise;
                    bestScore = otherScore;
                }
            }
        }
        return Dialect.of(best, encoding, rule);
    }

    /// Whether cells start and end with this quote, in as many places as is no accident, and none with the usual one.
    private static boolean isQuotedOtherwise(String sample, CellSyntax syntax) {
        if (sample.indexOf(syntax.quote()) < 0) {
            return false;
        }
        var delimiter = Pattern.quote(syntax.delimiter());
        var start = "(?:^|[\\r\\n]|" + delimiter + ")";
        var quoted = Pattern.compile(start + OTHER_QUOTE + "[^'\\r\\n]*+" + OTHER_QUOTE + "(?=$|[\\r\\n]|"
                + delimiter + ")");
        return quoted.matcher(sample).results().limit(LEAST_QUOTED).count() == LEAST_QUOTED
                && !Pattern.compile(start + '"').matcher(sample).find();
    }

    private static UnreadableTableException blank(boolean whole) {
        return whole ? UnreadableTableException.blank() : UnreadableTableException.blankStart();
    }
}
