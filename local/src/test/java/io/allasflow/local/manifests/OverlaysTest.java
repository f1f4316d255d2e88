package io.allasflow.local.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.config.Settings;
import io.allasflow.core.config.SettingsException;
import io.allasflow.local.demo.FunctionProcess;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every overlay as `kubectl kustomize` builds it: safe, within quotas, and with all that the functions read.
class OverlaysTest {
    private static final Set<String> FUNCTIONS = Set.of("fn-ingest", "fn-clean", "fn-summarize");
    /// What the documents tell people to put into the Secret `allas-credentials`.
    private static final Set<String> CREDENTIALS = Set.of("ALLAS_ACCESS_KEY", "ALLAS_SECRET_KEY");
    private static final Map<String, Set<String>> OPTIONAL_SECRETS = Map.of("fn-ingest", Set.of("source-secrets"),
            "fn-clean", Set.of(), "fn-summarize", Set.of("publish-secrets"));
    /// What others read: Java, glibc, Quarkus, and [io.allasflow.core.batch.BatchRun].
    private static final Set<String> NOT_SETTINGS = Set.of("JAVA_TOOL_OPTIONS", "MALLOC_ARENA_MAX", "QUARKUS_PROFILE",
            "K_EXECUTION_MODE", "K_EVENT_PATH");
    private static final BigDecimal MOST_TO_REQUEST = BigDecimal.valueOf(5);

    static List<String> all() {
        return Kustomization.all().toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachContainerIsRestricted(String name) throws Exception {
        var workloads = Workload.of(Kustomization.build(name));
        assertThat(workloads).isNotEmpty().allSatisfy(workload -> {
            var context = workload.container().getSecurityContext();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getReadOnlyRootFilesystem()).isTrue();
            assertThat(context.getRunAsNonRoot()).isTrue();
            // Restricted-v2 picks it.
            assertThat(context.getRunAsUser()).isNull();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(workload.serviceLinks()).isFalse();
            assertThat(workload.token()).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void scratchIsBoundedAndWithinTheLimit(String name) throws Exception {
        assertThat(Workload.of(Kustomization.build(name))).allSatisfy(workload -> {
            assertThat(workload.container().getVolumeMounts())
                    .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
            var scratch = workload.volumes().stream().filter(volume -> volume.getEmptyDir() != null).toList();
            assertThat(scratch).singleElement().satisfies(
                    volume -> assertThat(volume.getEmptyDir().getSizeLimit().getNumericalAmount())
                            .isLessThan(workload.limit("ephemeral-storage")));
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void limitsAreAtMostFiveTimesTheRequests(String name) throws Exception {
        var built = Kustomization.build(name);
        assertThat(Workload.of(built)).allSatisfy(workload -> {
            for (var resource : List.of("cpu", "memory", "ephemeral-storage")) {
                assertThat(workload.limit(resource)).as(workload.name() + " " + resource)
                        .isLessThanOrEqualTo(workload.request(resource).multiply(MOST_TO_REQUEST));
            }
            assertThat(heap(workload.environment(built).get("JAVA_TOOL_OPTIONS"))).isLessThanOrEqualTo(
                    workload.limit("memory").divide(BigDecimal.TWO).longValueExact());
        });
    }

    private static long heap(String options) {
        var heap = options.replaceFirst(".*-Xmx([0-9]+[mg]) .*", "$1");
        return new Quantity(heap.toUpperCase(Locale.ROOT) + "i").getNumericalAmount().longValueExact();
    }

    /// https://docs.csc.fi/cloud/rahti/usage/projects_and_quota/
    @ParameterizedTest
    @ValueSource(strings = {"overlays/openshift-serverless", "overlays/plain-kubernetes", Kustomization.PRINTED})
    void allPodsTogetherFitRahti(String name) throws Exception {
        var quota = Map.of("cpu", "4", "memory", "16Gi", "ephemeral-storage", "5Gi");
        var workloads = Workload.of(Kustomization.build(name));
        for (var resource : quota.entrySet()) {
            var services = workloads.stream().filter(workload -> !workload.kind().equals("JobSink"))
                    .map(workload -> workload.limit(resource.getKey()).add(workload.sidecarLimit(resource.getKey()))
                            .multiply(BigDecimal.valueOf(workload.most())))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            var largestJob = workloads.stream().filter(workload -> workload.kind().equals("JobSink"))
                    .map(workload -> workload.limit(resource.getKey())).max(BigDecimal::compareTo)
                    .orElse(BigDecimal.ZERO);
            assertThat(services.add(largestJob)).as(name + " " + resource.getKey())
                    .isLessThanOrEqualTo(new Quantity(resource.getValue()).getNumericalAmount());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/openshift-serverless", Kustomization.PRINTED})
    void sidecarsKeepTheRatioWhereItIsAskedFor(String name) throws Exception {
        for (var workload : Workload.of(Kustomization.build(name))) {
            if (workload.kind().equals("ksvc")) {
                for (var resource : List.of("cpu", "memory", "ephemeral-storage")) {
                    var annotation = "queue.sidecar.serving.knative.dev/" + resource + "-resource-request";
                    var request = new Quantity(workload.podMeta().getAnnotations().get(annotation));
                    assertThat(workload.sidecarLimit(resource)).isPositive()
                            .isLessThanOrEqualTo(request.getNumericalAmount().multiply(MOST_TO_REQUEST));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachImageIsNamedInTheOverlay(String name) throws Exception {
        var workloads = Workload.of(Kustomization.build(name));
        assertThat(workloads.stream().map(Workload::function).collect(Collectors.toSet())).isEqualTo(FUNCTIONS);
        if (!name.equals("base")) {
            assertThat(workloads).allSatisfy(workload -> assertThat(workload.container().getImage())
                    .matches("[a-z0-9./:-]+/(allasflow|my-namespace)/fn-[a-z]+:[0-9.]+"));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void allThatAFunctionReadsIsProvidedOrHasADefault(String name) throws Exception {
        var built = Kustomization.build(name);
        var known = new HashSet<>(variables());
        known.addAll(NOT_SETTINGS);
        assertThat(Workload.of(built)).allSatisfy(workload -> {
            var environment = workload.environment(built);
            assertThat(known).as("what is set is read").containsAll(environment.keySet());
            assertThat(workload.secrets()).containsEntry("allas-credentials", false);
            var provided = new TreeSet<>(environment.keySet());
            provided.addAll(CREDENTIALS);
            assertThat(provided).containsAll(required());
            boolean scans = Set.of("allasflow-scan", "fn-notify").contains(workload.meta().getName());
            var secrets = new HashSet<>(scans ? Set.of() : OPTIONAL_SECRETS.get(workload.function()));
            secrets.add("allas-credentials");
            assertThat(workload.secrets().keySet()).as("no more than it needs").isEqualTo(secrets);
            assertThat(workload.secrets()).allSatisfy(
                    (secret, optional) -> assertThat(optional).isEqualTo(!secret.equals("allas-credentials")));
            // The process starts with it.
            var complete = new HashMap<>(environment);
            CREDENTIALS.forEach(key -> complete.put(key, "x"));
            complete.computeIfPresent("NOTIFICATION_TOKEN", (_, _) -> "0123456789abcdef");
            Settings.from(complete);
        });
    }

    @Test
    void eachVariableIsInTheReadme() throws IOException {
        assertThat(Files.readString(Path.of("../README.md"))).contains(variables());
    }

    /// A demo in a shell that is set up for the real bucket must not copy tables to the real database, say.
    @Test
    void noneIsInheritedByAFunctionStartedHere() {
        assertThat(variables()).noneMatch(FunctionProcess::isInherited);
        assertThat(List.of("PUBLISH_POSTGRESQL_PASSWORD", "SOURCE_SECRET_X")).noneMatch(FunctionProcess::isInherited);
        assertThat(List.of("PATH", "HOME")).allMatch(FunctionProcess::isInherited);
    }

    @ParameterizedTest
    @MethodSource("all")
    void noSecretIsInASetting(String name) throws Exception {
        assertThat(Kustomization.build(name).settings().keySet())
                .noneMatch(key -> key.contains("KEY") || key.contains("TOKEN") || key.contains("PASSWORD"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachPodIsUnderANetworkPolicy(String name) throws Exception {
        var built = Kustomization.build(name);
        assertThat(built.all(NetworkPolicy.class)).anySatisfy(policy -> {
            assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
            assertThat(Workload.of(built)).allSatisfy(workload -> assertThat(workload.podMeta().getLabels())
                    .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels()));
        });
        assertThat(built.resources()).allSatisfy(resource -> assertThat(resource.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/part-of", "allasflow"));
    }

    /// A rule without a peer lets everybody in, or everything out; only names and the database are sought everywhere.
    @ParameterizedTest
    @MethodSource("all")
    void policiesNameWhoIsReached(String name) throws Exception {
        for (var policy : Kustomization.build(name).all(NetworkPolicy.class)) {
            assertThat(policy.getSpec().getIngress()).allSatisfy(rule -> assertThat(rule.getFrom()).isNotEmpty()
                    .allSatisfy(peer -> assertThat(peer.getIpBlock()).isNull()));
            for (var rule : policy.getSpec().getEgress()) {
                if (rule.getTo().isEmpty()) {
                    assertThat(rule.getPorts()).isNotEmpty()
                            .allSatisfy(port -> assertThat(port.getPort().getIntVal()).isIn(53, 5353, 5432));
                }
                assertThat(rule.getTo()).filteredOn(peer -> peer.getIpBlock() != null)
                        .allSatisfy(peer -> assertThat(peer.getIpBlock().getExcept())
                                .containsAnyOf("169.254.0.0/16", "fe80::/10"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void onlyNotificationsAreReachedFromOutside(String name) throws Exception {
        var built = Kustomization.build(name);
        var reachable = built.all(Service.class).stream().filter(service -> !"cluster-local"
                .equals(service.getMetadata().getLabels().get("networking.knative.dev/visibility"))).toList();
        if (!Set.of("overlays/notifications", Kustomization.PRINTED).contains(name)) {
            assertThat(reachable).isEmpty();
            return;
        }
        assertThat(reachable).singleElement()
                .satisfies(service -> assertThat(Workload.of(built)).filteredOn(
                        workload -> workload.meta().getName().equals(service.getMetadata().getName()))
                        .singleElement().satisfies(only -> {
                            assertThat(only.environment(built)).containsEntry("NOTIFICATIONS_ONLY", "true");
                            assertThat(only.container().getEnv()).filteredOn(
                                    variable -> variable.getName().equals("NOTIFICATION_TOKEN")).singleElement()
                                    .satisfies(token -> assertThat(token.getValueFrom().getSecretKeyRef())
                                            .isEqualTo(new SecretKeySelector("NOTIFICATION_TOKEN",
                                                    "notification-token", null)));
                        }));
    }

    /// Started from zero, a pod is asked at once and often whether it is ready.
    @ParameterizedTest
    @MethodSource("all")
    void knativesPodsScaleFromZero(String name) throws Exception {
        assertThat(Kustomization.build(name).all(Service.class)).allSatisfy(service -> {
            var template = service.getSpec().getTemplate();
            assertThat(template.getMetadata().getAnnotations()).containsEntry("autoscaling.knative.dev/min-scale", "0");
            assertThat(template.getSpec().getContainerConcurrency()).isPositive();
            assertThat(template.getSpec().getTimeoutSeconds()).isBetween(60L, 600L);
            var probe = template.getSpec().getContainers().getFirst().getReadinessProbe();
            assertThat(probe.getPeriodSeconds()).isNull();
            assertThat(probe.getFailureThreshold()).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void theJvmIsTheLaptopsButForTheHeap(String name) throws Exception {
        var built = Kustomization.build(name);
        var laptop = FunctionProcess.JVM_OPTIONS.stream().filter(option -> !option.startsWith("-Xmx")).toList();
        assertThat(Workload.of(built)).allSatisfy(workload -> assertThat(
                workload.environment(built).get("JAVA_TOOL_OPTIONS").split(" ")).contains(laptop.toArray(String[]::new))
                .hasSize(laptop.size() + 1));
    }

    /// Work that has used up a pod's share of the processor must not look like death.
    @ParameterizedTest
    @MethodSource("all")
    void livenessIsWaitedFor(String name) throws Exception {
        assertThat(Workload.of(Kustomization.build(name)))
                .filteredOn(workload -> !Set.of("JobSink", "CronJob").contains(workload.kind())).isNotEmpty()
                .allSatisfy(workload -> assertThat(workload.container().getLivenessProbe().getTimeoutSeconds())
                        .as(workload.name()).isNotNull().isGreaterThanOrEqualTo(5));
    }

    /// Every variable that [Settings] asks for.
    private static Set<String> variables() {
        var asked = new TreeSet<String>();
        Settings.from(new HashMap<String, String>(Map.of("DATA_BUCKET", "data", "ALLAS_ACCESS_KEY", "a",
                "ALLAS_SECRET_KEY", "b")) {
            private static final long serialVersionUID = 1L;

            @Override
            public String getOrDefault(Object name, String fallback) {
                asked.add((String) name);
                return super.getOrDefault(name, fallback);
            }
        });
        return asked;
    }

    /// Those that it does without a default for.
    private static List<String> required() {
        try {
            Settings.from(Map.of());
            throw new AssertionError("nothing is required");
        } catch (SettingsException e) {
            return e.getMessage().lines().filter(line -> line.endsWith(" is not set"))
                    .map(line -> line.strip().split(" ")[0]).toList();
        }
    }
}
