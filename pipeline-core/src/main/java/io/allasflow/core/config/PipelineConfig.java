package io.allasflow.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.PipelineException;
import io.allasflow.core.hash.Sha256;
import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.store.ObjectMissingException;
import io.allasflow.core.store.ObjectStore;
import java.io.IOException;
import java.util.List;

/// The user's `config/pipeline.yaml`: one section a function. Absent means defaults.
///
/// @param hash names this content; part of every output's version, so that a change processes everything again
/// @param root the sections; null if the file cannot be used
/// @param problem why it cannot be used; null if it can
public record PipelineConfig(String hash, JsonNode root, String problem) {
    public static final String KEY = "config/pipeline.yaml";
    /// More than any person writes.
    private static final int MAX_BYTES = 1 << 20;
    private static final List<String> SECTIONS = List.of("ingest", "clean", "summarize");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    public static PipelineConfig load(ObjectStore store, BucketLayout layout) {
        try (var reader = store.open(layout.own(KEY), null)) {
            return parse(reader.readNBytes(MAX_BYTES));
        } catch (ObjectMissingException e) {
            return new PipelineConfig("defaults", JsonNodeFactory.instance.objectNode(), null);
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.STORE_UNAVAILABLE, "cannot read " + layout.own(KEY), e);
        }
    }

    static PipelineConfig parse(byte[] yaml) {
        var hash = Sha256.hex(yaml, 16);
        try {
            var root = YAML.readTree(yaml);
            if (root.isMissingNode() || root.isNull()) {
                return new PipelineConfig(hash, JsonNodeFactory.instance.objectNode(), null);
            }
            if (!root.isObject()) {
                return new PipelineConfig(hash, null, "it must hold the sections " + SECTIONS);
            }
            for (var name : (Iterable<String>) root::fieldNames) {
                if (!SECTIONS.contains(name)) {
                    return new PipelineConfig(hash, null, "'" + name + "' is not one of the sections " + SECTIONS);
                }
            }
            return new PipelineConfig(hash, root, null);
        } catch (JsonProcessingException e) {
            return new PipelineConfig(hash, null, where(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    /// @throws PipelineException `CONFIG_INVALID` if the file cannot be used at all
    public void check() {
        if (problem != null) {
            throw invalid(problem);
        }
    }

    /// The section bound to its record; fields left out keep their defaults.
    ///
    /// @throws PipelineException `CONFIG_INVALID`, naming the field
    public <T> T section(String name, T defaults) {
        check();
        if (!root.hasNonNull(name)) {
            return defaults;
        }
        try {
            // Through a tree, because records cannot be updated in place.
            JsonNode merged = YAML.valueToTree(defaults);
            merged = YAML.readerForUpdating(merged).readValue(root.get(name));
            @SuppressWarnings("unchecked")
            var type = (Class<T>) defaults.getClass();
            return YAML.treeToValue(merged, type);
        } catch (JsonProcessingException e) {
            throw invalid("section '" + name + "': " + where(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    private static PipelineException invalid(String problem) {
        return new PipelineException(ErrorCode.CONFIG_INVALID, KEY + ": " + problem);
    }

    private static String where(JsonProcessingException e) {
        var at = e.getLocation();
        return e.getOriginalMessage() + (at == null || at.getLineNr() < 1 ? "" : " (line " + at.getLineNr() + ")");
    }
}
