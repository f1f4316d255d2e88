package io.allasflow.clean.engine;

/// The object in the source bucket that the table came from. The engine only repeats it in the report.
public record TableSource(String dataset, String bucket, String key, String etag, long size) {}
