package io.allasflow.summarize.engine;

/// The source object a table came from. Only copied into the report; nothing is read from it.
///
/// @param size bytes
public record SummarySource(String dataset, String bucket, String key, String etag, long size) {}
