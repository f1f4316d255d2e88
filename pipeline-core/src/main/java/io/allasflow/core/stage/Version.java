package io.allasflow.core.stage;

import io.allasflow.core.event.PipelineEvent;
import io.allasflow.core.store.StoredObject;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an output is a pure function of: a version of the source, the configuration and the program. Travels as the
/// output's user metadata, so that any stage can tell what it is looking at.
///
/// @param sourcePart null if the dataset is the whole source
public record Version(String sourceKey, String sourcePart, String sourceEtag, String configHash,
        String programVersion) {
    private static final String SOURCE_KEY = "source-key";
    private static final String SOURCE_PART = "source-part";
    private static final String SOURCE_ETAG = "source-etag";
    private static final String SOURCE_SIZE = "source-size";
    private static final String SOURCE_LAST_MODIFIED = "source-last-modified";
    private static final String CONFIG_HASH = "config-hash";
    private static final String PROGRAM_VERSION = "program-version";

    public static Version of(PipelineEvent.Source source, String configHash, String programVersion) {
        return new Version(source.key(), source.part(), source.etag(), configHash, programVersion);
    }

    /// The version an object of ours carries; empty if it carries none that can be read.
    public static Optional<Version> carriedBy(StoredObject object) {
        var metadata = object.metadata();
        try {
            // Read for its errors too.
            var source = sourceOf(object, "");
            boolean whole = source.key() != null && source.etag() != null && metadata.containsKey(CONFIG_HASH)
                    && metadata.containsKey(PROGRAM_VERSION);
            return whole
                    ? Optional.of(of(source, metadata.get(CONFIG_HASH), metadata.get(PROGRAM_VERSION)))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// The source an object of ours was made from. Only of objects that carry a version.
    ///
    /// @param bucket where sources lie
    static PipelineEvent.Source sourceOf(StoredObject object, String bucket) {
        var metadata = object.metadata();
        return new PipelineEvent.Source(bucket, decode(metadata.get(SOURCE_KEY)),
                decode(metadata.get(SOURCE_PART)), metadata.get(SOURCE_ETAG),
                Long.parseLong(metadata.getOrDefault(SOURCE_SIZE, "0")),
                Instant.parse(metadata.getOrDefault(SOURCE_LAST_MODIFIED, "1970-01-01T00:00:00Z")));
    }

    Map<String, String> metadata(PipelineEvent.Source source) {
        var metadata = new TreeMap<String, String>();
        metadata.put(SOURCE_KEY, encode(sourceKey));
        if (sourcePart != null) {
            metadata.put(SOURCE_PART, encode(sourcePart));
        }
        metadata.put(SOURCE_ETAG, sourceEtag);
        metadata.put(SOURCE_SIZE, Long.toString(source.size()));
        metadata.put(SOURCE_LAST_MODIFIED, source.lastModified().toString());
        metadata.put(CONFIG_HASH, configHash);
        metadata.put(PROGRAM_VERSION, programVersion);
        return metadata;
    }

    // Metadata travels in headers, which are ASCII.
    private static String encode(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
    }

    private static String decode(String encoded) {
        return encoded == null ? null : URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
