package io.allasflow.summarize.report;

/// One dataset's line on the index page. What is not known yet is null.
///
/// @param state as in `status/<dataset>.json`: discovered, ingested, cleaned, summarized, rejected or failed
/// @param quality the overall score, percent
/// @param reportHref relative to the index page and already URL-encoded; null without a report
public record IndexEntry(String dataset, String state, String sourceKey, Long sourceSize, Long rowsRead,
        Long rowsWritten, Long duplicates, Long empty, Long rejected, Double quality, String verdict, String errorCode,
        String errorMessage, String reportHref) {}
