package io.allasflow.summarize.report;

import java.util.List;

/// A model's line on the index page. What is not known is null.
///
/// @param state made, failed or new
/// @param kept whether the rows are of an earlier run than the one that failed
/// @param href relative to the index page; null without a page
public record ModelEntry(String name, String state, Long rows, boolean kept, List<String> inputs, String errorCode,
        String errorMessage, String errorAdvice, String href) {}
