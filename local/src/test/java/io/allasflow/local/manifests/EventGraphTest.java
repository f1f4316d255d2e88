package io.allasflow.local.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.allasflow.core.event.EventTypes;
import io.allasflow.core.stage.Stage;
import io.allasflow.ingest.relay.Relay;
import io.fabric8.knative.duck.v1.Destination;
import io.fabric8.knative.eventing.v1.Broker;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.eventing.v1beta3.EventType;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.sinks.v1alpha1.JobSink;
import io.fabric8.knative.sources.v1.PingSource;
import io.fabric8.knative.sources.v1.SinkBinding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every event reaches who takes it, once, in every overlay.
class EventGraphTest {
    /// A ping comes straight from its source, and the answer to it is for whoever sent it. What is divided is discovered
    /// part by part.
    private static final Set<String> TAKEN_BY_NOBODY = Set.of(EventTypes.PING, EventTypes.SCANNED, EventTypes.DIVIDED);
    /// What a stage reads an object for.
    private static final Set<String> SIZED = Set.of(EventTypes.DISCOVERED, EventTypes.INGESTED, EventTypes.CLEANED);

    static List<String> knative() {
        return Kustomization.KNATIVE;
    }

    @Test
    void everyTypeThereIsIsTakenOrNeedsNobody() {
        assertThat(types()).containsExactlyInAnyOrderElementsOf(
                Stream.concat(Relay.TAKEN_BY.keySet().stream(), TAKEN_BY_NOBODY.stream()).toList());
    }

    @ParameterizedTest
    @MethodSource("knative")
    void eachEventReachesOneWhoTakesIt(String name) throws Exception {
        var built = Kustomization.build(name);
        boolean jobs = built.settings().containsKey("JOB_FROM_BYTES");
        assertThat(built.all(JobSink.class)).hasSize(jobs ? 3 : 0);
        for (var type : types().toList()) {
            for (var size : jobs && SIZED.contains(type) ? List.of("normal", "large") : List.of("")) {
                var event = new HashMap<>(Map.of("type", type));
                if (!size.isEmpty()) {
                    event.put("sizeclass", size);
                }
                var reached = built.all(Trigger.class).stream().filter(trigger -> event.entrySet()
                        .containsAll(trigger.getSpec().getFilter().getAttributes().entrySet()))
                        .map(trigger -> trigger.getSpec().getSubscriber().getRef().getName()).toList();
                var stage = Relay.TAKEN_BY.get(type);
                assertThat(reached).as(name + " " + event).isEqualTo(stage == null
                        ? List.of()
                        : List.of(stage.service() + (size.equals("large") ? "-jobs" : "")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("knative")
    void everyReferenceResolves(String name) throws Exception {
        var built = Kustomization.build(name);
        assertThat(built.all(Broker.class)).singleElement();
        for (var trigger : built.all(Trigger.class)) {
            var spec = trigger.getSpec();
            assertThat(built.has("eventing.knative.dev/v1", "Broker", spec.getBroker())).isTrue();
            assertResolves(built, trigger, spec.getSubscriber());
            assertResolves(built, trigger, spec.getDelivery().getDeadLetterSink());
            assertThat(spec.getDelivery().getDeadLetterSink().getUri()).isEqualTo("/deadletter");
            assertThat(spec.getDelivery().getRetry()).isEqualTo(5);
            assertThat(spec.getDelivery().getBackoffPolicy()).isEqualTo("exponential");
        }
        for (var ping : built.all(PingSource.class)) {
            assertResolves(built, ping, ping.getSpec().getSink());
        }
        for (var binding : built.all(SinkBinding.class)) {
            assertResolves(built, binding, binding.getSpec().getSink());
        }
        for (var broker : built.all(Broker.class)) {
            var config = broker.getSpec() == null ? null : broker.getSpec().getConfig();
            assertThat(config == null || built.has("v1", "ConfigMap", config.getName())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("knative")
    void whoeverSendsEventsHasASink(String name) throws Exception {
        var built = Kustomization.build(name);
        for (var workload : Workload.of(built)) {
            boolean sends = workload.function().equals("fn-ingest") || workload.kind().equals("JobSink");
            assertThat(built.all(SinkBinding.class).stream().filter(binding -> binds(binding, workload, built)).count())
                    .as(name + " " + workload.name()).isEqualTo(sends ? 1 : 0);
        }
    }

    private static boolean binds(SinkBinding binding, Workload workload, Kustomization built) {
        var subject = binding.getSpec().getSubject();
        if (workload.kind().equals("JobSink")) {
            var job = built.all(JobSink.class).stream().filter(sink -> sink.getMetadata() == workload.meta())
                    .findFirst()
                    .orElseThrow().getSpec().getJob();
            return subject.getKind().equals("Job") && job.getMetadata().getLabels().entrySet()
                    .containsAll(subject.getSelector().getMatchLabels().entrySet());
        }
        return subject.getKind().equals("Service") && subject.getApiVersion().equals("serving.knative.dev/v1")
                && workload.meta().getName().equals(subject.getName());
    }

    @ParameterizedTest
    @MethodSource("knative")
    void theCatalogueShowsWhatTheBrokerCarries(String name) throws Exception {
        var carried = types().filter(type -> !Set.of(EventTypes.PING, EventTypes.SCANNED).contains(type)).toList();
        assertThat(Kustomization.build(name).all(EventType.class)).allSatisfy(type -> {
            assertThat(type.getSpec().getReference().getName()).isEqualTo("allasflow");
            assertThat(type.getSpec().getDescription()).isNotBlank();
            assertThat(type.getSpec().getAttributes()).anySatisfy(attribute -> {
                assertThat(attribute.getName()).isEqualTo("type");
                assertThat(attribute.getValue()).isEqualTo(type.getMetadata().getName());
            });
        }).extracting(type -> type.getMetadata().getName()).containsExactlyInAnyOrderElementsOf(carried);
    }

    @Test
    void kafkaKeepsTheOrder() throws Exception {
        var built = Kustomization.build("overlays/kafka-broker");
        assertThat(built.all(Broker.class).getFirst().getMetadata().getAnnotations())
                .containsEntry("eventing.knative.dev/broker.class", "Kafka");
        assertThat(built.all(Trigger.class)).hasSize(10)
                .allSatisfy(trigger -> assertThat(trigger.getMetadata().getAnnotations())
                        .containsEntry("kafka.eventing.knative.dev/delivery.order", "ordered"));
    }

    /// A Job is tried again, but not where that cannot help; and it is gone before the scan sends the event again.
    @Test
    void jobsEndAsTheScanExpects() throws Exception {
        var built = Kustomization.build("overlays/knative");
        assertThat(built.all(JobSink.class)).hasSize(3).allSatisfy(sink -> {
            var job = sink.getSpec().getJob().getSpec();
            assertThat(job.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
            assertThat(job.getBackoffLimit()).isPositive();
            assertThat(job.getTtlSecondsAfterFinished()).isLessThan(1800);
            assertThat(job.getPodFailurePolicy().getRules().getFirst().getOnExitCodes().getValues())
                    .containsExactly(2, 65);
            assertThat(job.getPodFailurePolicy().getRules().getFirst().getOnExitCodes().getContainerName())
                    .isEqualTo(job.getTemplate().getSpec().getContainers().getFirst().getName());
        });
    }

    @Test
    void theRelayFollowsTheTriggersAndTheServices() throws Exception {
        var base = Kustomization.build("base");
        assertThat(base.all(Trigger.class).stream().collect(Collectors.toMap(
                trigger -> trigger.getSpec().getFilter().getAttributes().get("type"),
                trigger -> trigger.getSpec().getSubscriber().getRef().getName())))
                .isEqualTo(Relay.TAKEN_BY.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().service())));
        for (var service : base.all(Service.class)) {
            assertThat(service.getSpec().getTemplate().getSpec().getContainerConcurrency()).isEqualTo(
                    Relay.AT_A_TIME.entrySet().stream()
                            .filter(entry -> entry.getKey().service().equals(service.getMetadata().getName()))
                            .findFirst().orElseThrow().getValue().longValue());
        }
    }

    @Test
    void withoutKnativeTheRelayFindsTheFunctions() throws Exception {
        var built = Kustomization.build(Kustomization.PLAIN);
        for (var stage : Stage.values()) {
            assertThat(serviceOf(built, built.settings().get("RELAY_" + stage.name()))).isEqualTo(stage.service());
        }
        assertThat(serviceOf(built, built.settings().get("K_SINK"))).isEqualTo("fn-ingest");
        assertThat(URI.create(built.settings().get("K_SINK")).getPath()).isEqualTo("/relay");
        assertThat(built.all(CronJob.class)).singleElement().satisfies(scan -> {
            var volumes = scan.getSpec().getJobTemplate().getSpec().getTemplate().getSpec().getVolumes();
            assertThat(volumes).filteredOn(volume -> volume.getConfigMap() != null).singleElement().satisfies(
                    volume -> assertThat(built.has("v1", "ConfigMap", volume.getConfigMap().getName())).isTrue());
        });
    }

    /// The name of the Service at a URL, once its port and its pods were found.
    private static String serviceOf(Kustomization built, String url) {
        var uri = URI.create(url);
        var service = built.all(io.fabric8.kubernetes.api.model.Service.class).stream()
                .filter(candidate -> candidate.getMetadata().getName().equals(uri.getHost())).findFirst().orElseThrow();
        assertThat(service.getSpec().getPorts()).anySatisfy(
                port -> assertThat(port.getPort()).isEqualTo(uri.getPort() == -1 ? 80 : uri.getPort()));
        assertThat(Workload.of(built)).filteredOn(workload -> workload.podMeta().getLabels().entrySet()
                .containsAll(service.getSpec().getSelector().entrySet())).singleElement()
                .satisfies(workload -> assertThat(workload.container().getPorts()).anySatisfy(
                        port -> assertThat(port.getName())
                                .isEqualTo(service.getSpec().getPorts().getFirst().getTargetPort().getStrVal())));
        return service.getMetadata().getName();
    }

    private static void assertResolves(Kustomization built, HasMetadata from, Destination to) {
        var ref = to.getRef();
        assertThat(built.has(ref.getApiVersion(), ref.getKind(), ref.getName()))
                .as(built.name() + ": " + from.getMetadata().getName() + " refers to " + ref).isTrue();
    }

    private static Stream<String> types() {
        return Stream.of(EventTypes.class.getFields()).map(EventGraphTest::value);
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
