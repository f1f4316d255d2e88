package io.allasflow.operations;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.allasflow.operations.cluster.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an overlay is made of.
record Manifests(List<JsonNode> documents) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static Manifests read(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return new Manifests(documents.readAll());
        } catch (JacksonException e) {
            throw new OperationException("What kubectl kustomize makes of the overlay is no YAML: "
                    + e.getOriginalMessage(), "kubectl kustomize shows it; a newer kubectl may help.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// That the resources themselves are to be in; none of those that they refer to.
    Stream<String> namespaces() {
        return documents.stream().map(document -> document.path("metadata").path("namespace").asText(""))
                .filter(name -> !name.isEmpty());
    }

    /// The bucket that the functions will work on.
    Optional<String> dataBucket() {
        return documents.stream().filter(document -> isKind(document, "ConfigMap")
                && document.path("metadata").path("name").asText().equals(Cluster.SETTINGS))
                .map(settings -> settings.path("data").path("DATA_BUCKET").asText("")).filter(name -> !name.isEmpty())
                .findFirst();
    }

    boolean hasKind(String kind) {
        return documents.stream().anyMatch(document -> isKind(document, kind));
    }

    /// @param group such as `serving.knative.dev`
    boolean hasGroup(String group) {
        return documents.stream().anyMatch(document -> document.path("apiVersion").asText().startsWith(group + "/"));
    }

    private static boolean isKind(JsonNode document, String kind) {
        return document.path("kind").asText().equals(kind);
    }
}
