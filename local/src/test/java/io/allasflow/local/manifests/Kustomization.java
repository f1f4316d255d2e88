package io.allasflow.local.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What `kubectl kustomize` makes of a directory under `knative/`, read as strictly as a cluster's admission does.
record Kustomization(String name, List<HasMetadata> resources) {
    static final List<String> KNATIVE = List.of("base", "overlays/knative", "overlays/openshift-serverless",
            "overlays/kafka-broker", "overlays/notifications", "my-overlay");
    /// As `docs/operations.md` prints it for people to begin with.
    static final String PRINTED = "my-overlay";
    static final String PLAIN = "overlays/plain-kubernetes";
    private static final Map<String, Kustomization> BUILT = new ConcurrentHashMap<>();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

    static Stream<String> all() {
        return Stream.concat(KNATIVE.stream(), Stream.of(PLAIN));
    }

    static Kustomization build(String name) throws IOException, InterruptedException {
        var known = BUILT.get(name);
        if (known == null) {
            known = buildAnew(name);
            BUILT.put(name, known);
        }
        return known;
    }

    private static Kustomization buildAnew(String name) throws IOException, InterruptedException {
        var resources = new ArrayList<HasMetadata>();
        for (var document : documents(
                kubectl(name.equals(PRINTED) ? printed() : Path.of("../knative").resolve(name)))) {
            assertThat(unknownFields(document)).as(name).isEmpty();
            resources.add((HasMetadata) KUBERNETES.unmarshal(document.toString()));
        }
        return new Kustomization(name, resources);
    }

    /// A directory beside `knative`, as the document says.
    private static Path printed() throws IOException {
        var block = Pattern.compile("```yaml\\n(# my-overlay/kustomization.yaml\\n.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/operations.md")));
        assertThat(block.find()).isTrue();
        var parent = Files.createDirectories(Path.of("target/printed"));
        Files.deleteIfExists(parent.resolve("knative"));
        Files.createSymbolicLink(parent.resolve("knative"), Path.of("../knative").toRealPath());
        Files.writeString(Files.createDirectories(parent.resolve(PRINTED)).resolve("kustomization.yaml"),
                block.group(1));
        return parent.resolve(PRINTED);
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return resources.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    Map<String, String> settings() {
        return all(ConfigMap.class).stream().filter(map -> map.getMetadata().getName().equals("allasflow-settings"))
                .findFirst().orElseThrow().getData();
    }

    boolean has(String apiVersion, String kind, String name) {
        return resources.stream().anyMatch(resource -> resource.getApiVersion().equals(apiVersion)
                && resource.getKind().equals(kind) && resource.getMetadata().getName().equals(name));
    }

    static List<JsonNode> documents(String yaml) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll();
        }
    }

    /// Paths of what Fabric8's model does not know.
    static List<String> unknownFields(JsonNode document) {
        var resource = KUBERNETES.unmarshal(document.toString());
        assertThat(resource).isNotInstanceOf(GenericKubernetesResource.class);
        var unknown = new ArrayList<String>();
        UnknownFields.collect(resource, "", unknown);
        return unknown;
    }

    private static String kubectl(Path directory) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("kubectl", "kustomize", directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            assumeTrue(false, "kubectl is not installed");
            throw e;
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(directory.toString()).isZero();
        return output;
    }
}
