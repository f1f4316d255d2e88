package io.allasflow.ingest.engine.dialect;

import io.allasflow.ingest.engine.UnreadableTableException;
import io.allasflow.ingest.engine.record.CellSyntax;
import io.allasflow.ingest.engine.record.Lines;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Decides from the start of a text how it is a table: the delimiter under which most records are equally wide and few
/// cells look like several.
public final class DialectDetector {
    /// The rarer in text goes first: it wins where two fit equally well, and it is taken for a table of one column.
    /// One with a space after it goes before the same without, whose cells would all start with that space.
    private static final List<String> DELIMITERS = List.of("\t", " | ", "|", "; ", ";", ", ", ",");

    private final String sample;
    private final boolean whole;
    private final TextSettings settings;
    private final List<String> skipped;
    private final List<Candidate> candidates = new ArrayList<>();

    private DialectDetector(String sample, boolean whole, TextSettings settings, List<String> skipped) {
        this.sample = sample;
        this.whole = whole;
        this.settings = settings;
        this.skipped = skipped;
    }

    /// @param whole whether the sample is the whole text; if not, its last record may be cut and is not looked at
    public static TextLayout detect(String sample, boolean whole, String encoding, TextSettings settings)
            throws UnreadableTableException {
        var lines = new Lines(new StringReader(sample));
        var skipped = new ArrayList<String>();
        try {
            for (int i = 0; i < settings.skippedLines(); i++) {
                var line = lines.next();
                skipped.add(line == null ? "" : line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
        var rest = sample.substring((int) lines.position());
        if (rest.isBlank()) {
            boolean all = whole && skipped.stream().anyMatch(line -> !line.isBlank());
            throw all ? UnreadableTableException.skipped(skipped.size()) : blank(whole);
        }
        return new DialectDetector(rest, whole, settings, skipped).detect(encoding);
    }

    private static UnreadableTableException blank(boolean whole) {
        return whole ? UnreadableTableException.blank() : UnreadableTableException.blankStart();
    }

    private TextLayout detect(String encoding) throws UnreadableTableException {
        if (settings.format() == TextFormat.LINES) {
            return lines(encoding);
        }
        if (settings.delimiter() != null) {
            return dialect(best(List.of(settings.delimiterText())), encoding);
        }
        var best = best(DELIMITERS);
        boolean table = TableSigns.areTable(best.reading());
        for (var delimiter : LooseDelimiters.ALL) {
            if (table && !LooseDelimiters.areIn(best.reading(), delimiter)) {
                continue;
            }
            var loose = candidate(delimiter);
            if (!loose.reading().records().isEmpty() && LooseDelimiters.makeTable(loose.reading())
                    && (!table || isBetter(loose, best))) {
                best = loose;
                table = true;
            }
        }
        if (table) {
            return dialect(best, encoding);
        }
        var column = candidates.stream().filter(candidate -> !candidate.hasColumns()).findFirst();
        if (column.isPresent() && TableSigns.isOne(column.get().reading())) {
            return dialect(column.get(), encoding);
        }
        return settings.isDelimited() ? dialect(best, encoding) : lines(encoding);
    }

    private static boolean isBetter(Candidate loose, Candidate best) {
        var delimiter = loose.reading().syntax().delimiter();
        return loose.score() > best.score() && LooseDelimiters.areInWords(best.reading(), delimiter)
                || best.leavesOutWhatIsIn(loose) && LooseDelimiters.areInWords(best.reading(), delimiter)
                || best.reading().syntax().delimiter().equals(",") && !delimiter.equals(":")
                        && LooseDelimiters.haveDecimalCommas(loose.reading());
    }

    private Candidate best(List<String> delimiters) throws UnreadableTableException {
        Candidate best = null;
        for (var delimiter : delimiters) {
            if (delimiter.length() > 1 && delimiters.size() > 1 && !sample.contains(delimiter)) {
                continue;
            }
            var candidate = candidate(delimiter);
            if (candidate.reading().records().isEmpty()) {
                throw blank(whole);
            }
            if (delimiter.length() > 1 && delimiters.size() > 1
                    && candidate.leavesOutWhatIsIn(candidate(delimiter.strip()))) {
                continue;
            }
            candidates.add(candidate);
            if (best == null || candidate.score() > best.score()) {
                best = candidate;
            }
        }
        return best;
    }

    /// The best of its quotes and escapes.
    private Candidate candidate(String delimiter) {
        var quoting = new Quoting(sample, settings, delimiter);
        var best = read(quoting.usual());
        if (quoting.mayBeOther()) {
            var other = read(quoting.other());
            best = other.reading().damaged() == 0 && other.score() >= best.score() ? other : best;
        }
        if (quoting.mayBeEscaped(best.reading().syntax())) {
            var escaped = read(Quoting.escaped(best.reading().syntax()));
            best = escaped.score() > best.score() ? escaped : best;
        }
        return best;
    }

    private Candidate read(CellSyntax syntax) {
        return Candidate.of(Reading.of(sample, whole, syntax, settings));
    }

    private PlainLines lines(String encoding) {
        return new PlainLines(encoding, skipped.size(), ToldLines.of(skipped));
    }

    private Dialect dialect(Candidate best, String encoding) {
        var rivals = rivals(best);
        var ambiguous = best.hasColumns()
                ? Stream.concat(rivals.stream(), HeaderRows.doubts(best.reading(), settings).stream()).toList()
                : rivals;
        return Dialect.of(best.reading(), encoding, settings, skipped,
                Confidence.of(best.reading(), !rivals.isEmpty()), ambiguous);
    }

    private List<String> rivals(Candidate best) {
        return !best.hasColumns()
                ? List.of()
                : candidates.stream()
                        .filter(candidate -> candidate.fitsAsWellAs(best) && TableSigns.areTable(candidate.reading()))
                        .map(candidate -> "delimiter: " + Dialect.name(candidate.reading().syntax()) + " fits as well")
                        .distinct().toList();
    }
}
