package io.allasflow.summarize.report;

import io.allasflow.core.status.QualityFacts;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the index template shows, ready as text. The totals are over all datasets.
///
/// @param inFlight datasets that are being worked on
/// @param stopped datasets that were rejected or failed
/// @param latest when any status changed last; null where none tells
/// @param more how many datasets are not among the lines; null for none
/// @param moreModels likewise
public record IndexView(String datasets, List<Total> states, String inFlight, String stopped, Moment latest,
        List<Total> rows, List<Row> lines, String more, List<ModelRow> models, String moreModels) {
    /// @param field a known state or part of the ledger, fit for a class name; null for any other
    public record Total(String field, String label, String count) {}

    /// @param source the source object where its key is not simply the dataset, with or without `.csv`
    /// @param href relative, and kept so by its `./`: a dataset may be called `javascript:…` or `//host`
    /// @param loss that most rows were rejected, which the scores do not tell; null otherwise
    public record Row(String dataset, String href, String source, String size, String state, String stateClass,
            Moment changed, String read, String written, String duplicates, String empty, String rejected,
            String quality, Spark spark, String verdict, String loss, List<String> notes, String drift,
            ChangeText change, String errorCode,
            String error, String advice,
            boolean problem, Sortable sortable) {}

    /// @param text in UTC; the page's script tells how long ago
    public record Moment(String iso, String text, long seconds) {
        static Moment of(String iso) {
            try {
                var at = Instant.parse(Objects.requireNonNullElse(iso, "")).truncatedTo(ChronoUnit.SECONDS);
                return new Moment(at.toString(), at.toString().substring(0, 16).replace('T', ' ') + " UTC",
                        at.getEpochSecond());
            } catch (DateTimeParseException untold) {
                return null;
            }
        }
    }

    /// Figures as they are, by which the page's script sorts; empty where there are none.
    public record Sortable(String read, String written, String duplicates, String empty, String rejected,
            String quality) {
        static Sortable of(IndexEntry entry) {
            return new Sortable(text(entry.rowsRead()), text(entry.rowsWritten()), text(entry.duplicates()),
                    text(entry.empty()), text(entry.rejected()), text(entry.quality()));
        }

        private static String text(Number number) {
            return number == null ? "" : number.toString();
        }
    }

    /// The quality of the last versions as a line in a box of 60 × 16.
    ///
    /// @param text the same in words
    public record Spark(String points, double x, double y, String text) {
        private static final double WIDTH = 60;
        private static final double HEIGHT = 16;

        /// Null below two versions.
        static Spark of(IndexEntry entry) {
            if (entry.quality() == null || entry.earlier() == null || entry.earlier().isEmpty()) {
                return null;
            }
            var all = Stream.concat(entry.earlier().stream(), Stream.of(entry.quality())).toList();
            var points = new ArrayList<String>();
            var x = 0.0;
            var y = 0.0;
            for (var i = 0; i < all.size(); i++) {
                x = Chart.rounded(2 + (WIDTH - 4) * i / (all.size() - 1));
                // From 50 % on, where nearly all are.
                y = Chart.rounded(2 + (HEIGHT - 4) * (1 - Math.clamp((all.get(i) - 50) / 50, 0, 1)));
                points.add(x + "," + y);
            }
            return new Spark(String.join(" ", points), x, y, "before " + entry.earlier().reversed().stream().limit(3)
                    .map(Display::percent).collect(Collectors.joining(", ")));
        }
    }

    private static final List<String> STATES = List.of("summarized", "cleaned", "ingested", "discovered", "rejected",
            "failed");
    /// A page of some 10 MB, the most that a browser shows with ease.
    static final int MOST_LINES = 20_000;
    private static final int MOST_MODELS = 1_000;
    /// Lines that tell all of what changed, and all notes.
    private static final int MOST_DETAILED = 2_000;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_ERROR = 240;
    private static final int LONGEST_NOTE = 800;
    private static final int LONGEST_SHORT_NOTE = 120;

    static IndexView of(List<IndexEntry> entries, List<ModelEntry> models) {
        var counts = new LinkedHashMap<String, Long>();
        STATES.forEach(state -> counts.put(state, 0L));
        entries.forEach(
                entry -> counts.merge(Objects.requireNonNullElse(known(entry.state()), "other"), 1L, Long::sum));
        return new IndexView(Display.count(entries.size()),
                counts.entrySet().stream().filter(state -> state.getValue() > 0)
                        .map(state -> new Total(state.getKey(), state.getKey(), Display.count(state.getValue())))
                        .toList(),
                Display.count(counts.get("ingested") + counts.get("cleaned") + counts.get("discovered")),
                Display.count(counts.get("rejected") + counts.get("failed")),
                entries.stream().map(entry -> Moment.of(entry.changed())).filter(Objects::nonNull)
                        .max(Comparator.comparingLong(Moment::seconds)).orElse(null),
                List.of(sum("read", "Rows read", entries, IndexEntry::rowsRead),
                        sum("written", "Written", entries, IndexEntry::rowsWritten),
                        sum("duplicates", "Duplicates", entries, IndexEntry::duplicates),
                        sum("empty", "Empty", entries, IndexEntry::empty),
                        sum("rejected", "Rejected", entries, IndexEntry::rejected)),
                rows(entries.stream().sorted(Comparator.comparing(IndexEntry::dataset)).limit(MOST_LINES).toList()),
                entries.size() > MOST_LINES ? Display.count(entries.size() - MOST_LINES) : null,
                models.stream().limit(MOST_MODELS).map(ModelRow::of).toList(),
                models.size() > MOST_MODELS ? Display.count(models.size() - MOST_MODELS) : null);
    }

    private static Total sum(String field, String label, List<IndexEntry> entries, Function<IndexEntry, Long> count) {
        return new Total(field, label,
                Display.count(entries.stream().map(count).filter(Objects::nonNull).mapToLong(Long::longValue).sum()));
    }

    private static List<Row> rows(List<IndexEntry> entries) {
        return IntStream.range(0, entries.size()).mapToObj(i -> row(entries.get(i), i < MOST_DETAILED)).toList();
    }

    private static Row row(IndexEntry entry, boolean detailed) {
        var usualKey = entry.sourceKey() == null || entry.sourceKey().equals(entry.dataset())
                || entry.sourceKey().equals(entry.dataset() + ".csv");
        return new Row(Display.text(entry.dataset(), LONGEST_NAME),
                entry.reportHref() == null ? null : "./" + entry.reportHref(),
                usualKey ? null : Display.text(entry.sourceKey(), LONGEST_NAME),
                entry.sourceSize() == null ? "" : Display.bytes(entry.sourceSize()),
                Display.text(Objects.requireNonNullElse(entry.state(), "unknown"), 20), known(entry.state()),
                Moment.of(entry.changed()), count(entry.rowsRead()), count(entry.rowsWritten()),
                count(entry.duplicates()), count(entry.empty()),
                count(entry.rejected()), entry.quality() == null ? "" : Display.percent(entry.quality()),
                Spark.of(entry), ReportView.verdict(entry.verdict()), loss(entry), notes(entry, detailed),
                drift(entry.drift()),
                entry.change() == null || detailed
                        ? entry.change()
                        : new ChangeText(entry.change().line(), List.of()),
                text(entry.errorCode(), 60), text(entry.errorMessage(), LONGEST_ERROR),
                text(entry.errorAdvice(), LONGEST_ERROR), entry.errorCode() != null || entry.errorMessage() != null
                        || "fail".equals(entry.verdict()),
                Sortable.of(entry));
    }

    private static String loss(IndexEntry entry) {
        if (entry.rowsRead() == null || entry.empty() == null || entry.rejected() == null) {
            return null;
        }
        long headers = Objects.requireNonNullElse(entry.headers(), 0L);
        return QualityFacts.areMostRejected(entry.rowsRead(), entry.empty(), entry.rejected(), headers)
                ? "Most rows were rejected, " + Display.count(entry.rejected() - headers) + " of "
                        + Display.count(entry.rowsRead() - entry.empty() - headers)
                        + ": the score is of the others."
                : null;
    }

    private static List<String> notes(IndexEntry entry, boolean detailed) {
        return entry.notes().stream().limit(detailed ? Long.MAX_VALUE : 1)
                .map(note -> Display.text(note, detailed ? LONGEST_NOTE : LONGEST_SHORT_NOTE)).toList();
    }

    private static String drift(IndexEntry.Drift drift) {
        if (drift == null) {
            return null;
        }
        var kinds = new ArrayList<String>();
        add(kinds, drift.added(), "added");
        add(kinds, drift.removed(), "removed");
        add(kinds, drift.renamed(), "renamed");
        add(kinds, drift.retyped(), "of another type");
        if (drift.reordered()) {
            kinds.add("others in another order");
        }
        return kinds.isEmpty() ? null : "Columns unlike the version before: " + String.join(", ", kinds) + ".";
    }

    private static void add(List<String> kinds, int count, String kind) {
        if (count > 0) {
            kinds.add(Display.count(count) + " " + kind);
        }
    }

    private static String known(String state) {
        return STATES.contains(Objects.requireNonNullElse(state, "")) ? state : null;
    }

    private static String count(Long number) {
        return number == null ? "" : Display.count(number);
    }

    private static String text(String text, int longest) {
        return text == null ? null : Display.text(text, longest);
    }
}
