package io.allasflow.ingest.engine.dialect;

/// How a text is a table.
public sealed interface TextLayout permits Dialect, PlainLines {}
