package io.allasflow.ingest;

import io.allasflow.ingest.engine.dialect.HeaderRule;

/// The section `ingest` of `config/pipeline.yaml`.
///
/// @param maxBytes larger source objects are rejected
/// @param header whether the first record names the columns, where the file does not tell it rightly
public record IngestSettings(long maxBytes, HeaderRule header) {
    private static final long MOST_BYTES = 10L << 30;

    public IngestSettings {
        if (maxBytes < 1 || maxBytes > MOST_BYTES) {
            throw new IllegalArgumentException("maxBytes must be from 1 to " + MOST_BYTES);
        }
    }

    public static IngestSettings defaults() {
        return new IngestSettings(MOST_BYTES, HeaderRule.AUTO);
    }
}
