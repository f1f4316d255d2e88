package io.allasflow.summarize.report;

import java.util.List;

/// One dataset's line on the index page. What is not known yet is null.
///
/// @param state as in `status/<dataset>.json`: discovered, ingested, cleaned, summarized, rejected or failed
/// @param changed when the last stage ran, ISO 8601
/// @param headers those of the rejected that repeat the header
/// @param quality the overall score, percent
/// @param earlier that of earlier versions, oldest first
/// @param change since the version before; null if it is the first one, or nothing changed
/// @param errorAdvice what to do
/// @param reportHref relative to the index page and already URL-encoded; null without a report
/// @param notes on how the source was read
public record IndexEntry(String dataset, String state, String changed, String sourceKey, Long sourceSize,
        Long rowsRead, Long rowsWritten, Long duplicates, Long empty, Long rejected, Long headers, Double quality,
        List<Double> earlier, String verdict, Drift drift, ChangeText change, String errorCode, String errorMessage,
        String errorAdvice,
        String reportHref, List<String> notes) {
    public IndexEntry {
        notes = notes == null ? List.of() : List.copyOf(notes);
    }

    /// How many columns are not as in the version before.
    public record Drift(int added, int removed, int renamed, int retyped, boolean reordered) {}
}
