package io.allasflow.summarize.publish;

/// The section `publish` of `config/pipeline.yaml`: where cleaned tables and models' results are copied to, besides the bucket.
///
/// @param enabled whether they are, so that some datasets can be left out
/// @param postgresql null for nowhere
public record PublishSettings(boolean enabled, PostgresSettings postgresql) {
    public static PublishSettings defaults() {
        return new PublishSettings(true, null);
    }
}
