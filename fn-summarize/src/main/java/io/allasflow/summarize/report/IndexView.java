package io.allasflow.summarize.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// What the index template shows, ready as text. The totals are over all datasets.
///
/// @param more how many datasets are not among the lines; null for none
public record IndexView(String datasets, List<Total> states, List<Total> rows, List<Row> lines,
        String more) {
    /// @param field a known state or part of the ledger, fit for a class name; null for any other
    public record Total(String field, String label, String count) {}

    /// @param source the source object where its key is not simply the dataset, with or without `.csv`
    /// @param href relative, and kept so by its `./`: a dataset may be called `javascript:…` or `//host`
    public record Row(String dataset, String href, String source, String size, String state, String stateClass,
            String read, String written, String duplicates, String empty, String rejected, String quality,
            String verdict, String errorCode, String error) {}

    private static final List<String> STATES = List.of("summarized", "cleaned", "ingested", "discovered", "rejected",
            "failed");
    /// A page of some 10 MB, the most that a browser shows with ease.
    static final int MOST_LINES = 20_000;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_ERROR = 240;

    static IndexView of(List<IndexEntry> entries) {
        var counts = new LinkedHashMap<String, Long>();
        STATES.forEach(state -> counts.put(state, 0L));
        entries.forEach(
                entry -> counts.merge(Objects.requireNonNullElse(known(entry.state()), "other"), 1L, Long::sum));
        return new IndexView(Display.count(entries.size()),
                counts.entrySet().stream().filter(state -> state.getValue() > 0)
                        .map(state -> new Total(state.getKey(), state.getKey(), Display.count(state.getValue())))
                        .toList(),
                List.of(sum("read", "Rows read", entries, IndexEntry::rowsRead),
                        sum("written", "Written", entries, IndexEntry::rowsWritten),
                        sum("duplicates", "Duplicates", entries, IndexEntry::duplicates),
                        sum("empty", "Empty", entries, IndexEntry::empty),
                        sum("rejected", "Rejected", entries, IndexEntry::rejected)),
                entries.stream().sorted(Comparator.comparing(IndexEntry::dataset)).limit(MOST_LINES).map(IndexView::row)
                        .toList(),
                entries.size() > MOST_LINES ? Display.count(entries.size() - MOST_LINES) : null);
    }

    private static Total sum(String field, String label, List<IndexEntry> entries, Function<IndexEntry, Long> count) {
        return new Total(field, label,
                Display.count(entries.stream().map(count).filter(Objects::nonNull).mapToLong(Long::longValue).sum()));
    }

    private static Row row(IndexEntry entry) {
        var usualKey = entry.sourceKey() == null || entry.sourceKey().equals(entry.dataset())
                || entry.sourceKey().equals(entry.dataset() + ".csv");
        return new Row(Display.text(entry.dataset(), LONGEST_NAME),
                entry.reportHref() == null ? null : "./" + entry.reportHref(),
                usualKey ? null : Display.text(entry.sourceKey(), LONGEST_NAME),
                entry.sourceSize() == null ? "" : Display.bytes(entry.sourceSize()),
                Display.text(Objects.requireNonNullElse(entry.state(), "unknown"), 20), known(entry.state()),
                count(entry.rowsRead()), count(entry.rowsWritten()), count(entry.duplicates()), count(entry.empty()),
                count(entry.rejected()), entry.quality() == null ? "" : Display.percent(entry.quality()),
                ReportView.verdict(entry.verdict()), text(entry.errorCode(), 60),
                text(entry.errorMessage(), LONGEST_ERROR));
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
