package io.allasflow.local.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.ingest.relay.Relay;
import io.allasflow.local.broker.Delivery;
import io.allasflow.local.broker.Delivery.BackoffPolicy;
import io.allasflow.local.broker.TriggerFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files under `knative/` by themselves; what they make together is [OverlaysTest]'s and [EventGraphTest]'s.
class ManifestsTest {
    private static final Path KNATIVE = Path.of("../knative");

    static Stream<Path> files() throws IOException {
        try (var all = Files.walk(KNATIVE)) {
            return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream()
                    .filter(ManifestsTest::isManifest);
        }
    }

    /// Files of kustomize's own, and patches that name a path for each change, are none.
    private static boolean isManifest(Path file) {
        try {
            var documents = Kustomization.documents(Files.readString(file));
            return documents.stream().allMatch(document -> document.has("apiVersion")
                    && !document.path("apiVersion").asText().startsWith("kustomize.config.k8s.io"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasNoFieldThatTheModelDoesNotKnow(Path file) throws IOException {
        assertThat(Kustomization.documents(Files.readString(file))).isNotEmpty()
                .allSatisfy(document -> assertThat(Kustomization.unknownFields(document)).isEmpty());
    }

    @Test
    void strictnessFindsAMisspeltFieldAtAnyDepth() throws IOException {
        var misspelt = Files.readString(KNATIVE.resolve("base/fn-clean.yaml")).replace("readOnlyRootFilesystem",
                "readOnlyRootFileSystem");
        assertThat(Kustomization.unknownFields(Kustomization.documents(misspelt).getFirst()))
                .containsExactly("/spec/template/spec/containers/0/securityContext/readOnlyRootFileSystem");
    }

    /// What is in a directory is in its kustomization, and each overlay is tested.
    @Test
    void nothingIsLeftOut() throws IOException {
        try (var all = Files.walk(KNATIVE)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var name = file.getFileName().toString();
                if (!name.equals("kustomization.yaml")) {
                    assertThat(Files.readString(file.resolveSibling("kustomization.yaml"))).as(file.toString())
                            .contains(name);
                }
            }
        }
        try (var overlays = Files.list(KNATIVE.resolve("overlays"))) {
            assertThat(Kustomization.all().toList()).containsAll(
                    overlays.map(overlay -> "overlays/" + overlay.getFileName()).toList());
        }
    }

    /// A shell's history and the list of processes would have it.
    @Test
    void nobodyIsToldToTypeASecretAsAnArgument() throws IOException {
        try (var documents = Files.walk(Path.of("../docs")); var manifests = Files.walk(KNATIVE)) {
            var readmes = Stream.of("", "fn-ingest/", "fn-clean/", "fn-summarize/")
                    .map(folder -> Path.of("..").resolve(folder + "README.md"));
            var texts = Stream.of(readmes, documents, manifests).flatMap(all -> all)
                    .filter(file -> file.toString().matches(".*[.](md|yaml)")).toList();
            assertThat(texts).isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).as(file.toString())
                            .doesNotContainPattern("--from-literal=[A-Z_.]*(KEY|SECRET|TOKEN|PASSWORD)"));
        }
    }

    @Test
    void theStandInBrokerReadsTheTriggers() throws IOException {
        var services = List.of("fn-ingest", "fn-clean", "fn-summarize").stream()
                .collect(Collectors.toMap(Function.identity(), name -> URI.create("http://" + name + ":8080")));
        var delivery = new Delivery(5, BackoffPolicy.EXPONENTIAL, Duration.ofSeconds(2),
                Optional.of(URI.create("http://fn-ingest:8080/deadletter")));
        assertThat(TriggerFiles.read(KNATIVE.resolve("base"), services)).hasSize(Relay.TAKEN_BY.size())
                .allSatisfy(trigger -> {
                    assertThat(trigger.delivery()).isEqualTo(delivery);
                    var function = Relay.TAKEN_BY.get(trigger.filter().get("type")).service();
                    assertThat(trigger.subscriber()).isEqualTo(URI.create("http://" + function + ":8080/"));
                });
    }
}
