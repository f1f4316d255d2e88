package io.allasflow.ingest;

/// The section `ingest` of `config/pipeline.yaml`.
///
/// @param maxBytes larger source objects are rejected
public record IngestSettings(long maxBytes) {
    public static IngestSettings defaults() {
        return new IngestSettings(10L << 30);
    }
}
