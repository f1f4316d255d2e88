package io.allasflow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.allasflow.core.event.EventTypes;
import io.allasflow.local.broker.Delivery;
import io.allasflow.local.broker.Delivery.BackoffPolicy;
import io.allasflow.local.broker.TriggerFiles;
import io.allasflow.local.demo.FunctionProcess;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.serving.v1.Service;
import java.io.IOException;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads `knative/base` as strictly as a cluster's admission does, and checks that it is whole.
class ManifestsTest {
    private static final Path BASE = Path.of("../knative/base");
    private static final Set<String> KUSTOMIZE_FILES = Set.of("kustomization.yaml", "images.yaml");
    private static final Set<String> SERVICES = Set.of("fn-ingest", "fn-clean", "fn-summarize");
    private static final Map<String, String> TAKEN_BY = Map.of( //
            EventTypes.DISCOVERED, "fn-ingest", //
            EventTypes.INGESTED, "fn-clean", //
            EventTypes.CLEANED, "fn-summarize", //
            EventTypes.SUMMARIZED, "fn-summarize", //
            EventTypes.REJECTED, "fn-summarize", EventTypes.INDEX_STALE, "fn-summarize", //
            EventTypes.SOURCE_DUE, "fn-ingest");
    /// A ping comes straight from its source, and the answer to it is for whoever sent it. What is divided is discovered
    /// part by part.
    private static final Set<String> WITHOUT_TRIGGER = Set.of(EventTypes.PING, EventTypes.SCANNED, EventTypes.DIVIDED);

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

    static Stream<Path> files() throws IOException {
        return Files.list(BASE).filter(file -> !KUSTOMIZE_FILES.contains(file.getFileName().toString())).sorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasNoFieldThatTheModelDoesNotKnow(Path file) throws IOException {
        assertThat(documents(Files.readString(file))).isNotEmpty().allSatisfy(ManifestsTest::assertStrict);
    }

    @Test
    void kustomizeMakesTheSameOfIt() throws Exception {
        var built = kustomize(BASE);
        assertThat(documents(built)).allSatisfy(ManifestsTest::assertStrict)
                .hasSize((int) files().count());
    }

    @Test
    void strictnessFindsAMisspeltFieldAtAnyDepth() throws IOException {
        var misspelt = Files.readString(BASE.resolve("fn-clean.yaml")).replace("readOnlyRootFilesystem",
                "readOnlyRootFileSystem");
        assertThat(unknownFields(documents(misspelt).getFirst()))
                .containsExactly("/spec/template/spec/containers/0/securityContext/readOnlyRootFileSystem");
    }

    @Test
    void everyEventHasItsTrigger() throws IOException {
        var triggers = resources(Trigger.class);
        assertThat(triggers.stream().collect(Collectors.toMap(
                trigger -> trigger.getSpec().getFilter().getAttributes().get("type"),
                trigger -> trigger.getSpec().getSubscriber().getRef().getName()))).isEqualTo(TAKEN_BY);
        assertThat(triggers).allSatisfy(trigger -> {
            assertThat(trigger.getSpec().getBroker()).isEqualTo("allasflow");
            assertThat(trigger.getSpec().getFilter().getAttributes()).containsOnlyKeys("type");
        });
    }

    @Test
    void everyTypeThereIsHasATriggerOrNeedsNone() {
        var all = Stream.of(EventTypes.class.getFields()).map(ManifestsTest::value);
        assertThat(all).containsExactlyInAnyOrderElementsOf(
                Stream.concat(TAKEN_BY.keySet().stream(), WITHOUT_TRIGGER.stream()).toList());
    }

    @Test
    void theStandInBrokerReadsTheTriggers() throws IOException {
        var services = SERVICES.stream()
                .collect(Collectors.toMap(name -> name, name -> URI.create("http://" + name + ":8080")));
        var delivery = new Delivery(5, BackoffPolicy.EXPONENTIAL, Duration.ofSeconds(2),
                Optional.of(URI.create("http://fn-ingest:8080/deadletter")));
        assertThat(TriggerFiles.read(BASE, services)).hasSize(TAKEN_BY.size()).allSatisfy(trigger -> {
            assertThat(trigger.delivery()).isEqualTo(delivery);
            assertThat(trigger.subscriber())
                    .isEqualTo(URI.create("http://" + TAKEN_BY.get(trigger.filter().get("type")) + ":8080/"));
        });
    }

    @Test
    void servicesFitRahti() throws IOException {
        var services = resources(Service.class);
        assertThat(services).extracting(service -> service.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(services).allSatisfy(service -> {
            var spec = service.getSpec().getTemplate().getSpec();
            var resources = spec.getContainers().getFirst().getResources();
            assertThat(spec.getTimeoutSeconds()).isLessThanOrEqualTo(600);
            assertThat(resources.getLimits().get("memory")).isEqualTo(new Quantity("512Mi"));
            for (var resource : List.of("cpu", "memory")) {
                assertThat(resources.getLimits().get(resource).getNumericalAmount()).isLessThanOrEqualTo(
                        resources.getRequests().get(resource).getNumericalAmount()
                                .multiply(BigDecimal.valueOf(5)));
            }
        });
    }

    @Test
    void theLaptopRunsTheSameJvm() throws IOException {
        assertThat(resources(ConfigMap.class).getFirst().getData()).containsEntry("JAVA_TOOL_OPTIONS",
                String.join(" ", FunctionProcess.JVM_OPTIONS));
    }

    @Test
    void settingsHaveNoSecret() throws IOException {
        assertThat(resources(ConfigMap.class)).singleElement()
                .satisfies(settings -> assertThat(settings.getData().keySet())
                        .contains("ALLAS_ENDPOINT", "DATA_BUCKET").noneMatch(name -> name.contains("KEY")));
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T extends HasMetadata> List<T> resources(Class<T> kind) throws IOException {
        var found = new ArrayList<T>();
        for (var file : files().toList()) {
            if (KUBERNETES.unmarshal(Files.readString(file)) instanceof HasMetadata resource
                    && kind.isInstance(resource)) {
                found.add(kind.cast(resource));
            }
        }
        return found;
    }

    private static List<JsonNode> documents(String yaml) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll();
        }
    }

    private static void assertStrict(JsonNode document) {
        assertThat(unknownFields(document)).isEmpty();
    }

    private static List<String> unknownFields(JsonNode document) {
        var resource = KUBERNETES.unmarshal(document.toString());
        assertThat(resource).isNotInstanceOf(GenericKubernetesResource.class);
        var unknown = new ArrayList<String>();
        UnknownFields.collect(resource, "", unknown);
        return unknown;
    }

    private static String kustomize(Path directory) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("kubectl", "kustomize", directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            assumeTrue(false, "kubectl is not installed");
            throw e;
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
