package io.allasflow.local.manifests;

import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.sinks.v1alpha1.JobSink;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A resource that runs pods of one container.
///
/// @param kind of the resource
/// @param most how many pods there are at a time, at most; 1 of a JobSink, whose Jobs wait for quota
record Workload(String kind, ObjectMeta meta, ObjectMeta podMeta, Container container, List<Volume> volumes,
        Boolean serviceLinks, Boolean token, int most) {

    static List<Workload> of(Kustomization built) {
        return built.resources().stream().flatMap(resource -> switch (resource) {
            case Service service -> {
                var template = service.getSpec().getTemplate();
                var most = template.getMetadata().getAnnotations().get("autoscaling.knative.dev/max-scale");
                yield Stream.of(new Workload("ksvc", service.getMetadata(), template.getMetadata(),
                        only(template.getSpec().getContainers()), template.getSpec().getVolumes(),
                        template.getSpec().getEnableServiceLinks(),
                        template.getSpec().getAutomountServiceAccountToken(), Integer.parseInt(most)));
            }
            case JobSink sink -> Stream.of(of("JobSink", sink.getMetadata(),
                    sink.getSpec().getJob().getSpec().getTemplate(), 1));
            case Deployment deployment -> Stream.of(of("Deployment", deployment.getMetadata(),
                    deployment.getSpec().getTemplate(), deployment.getSpec().getReplicas()));
            case CronJob cron -> Stream.of(of("CronJob", cron.getMetadata(),
                    cron.getSpec().getJobTemplate().getSpec().getTemplate(), 1));
            default -> Stream.<Workload>empty();
        }).toList();
    }

    private static Workload of(String kind, ObjectMeta meta, PodTemplateSpec template, int most) {
        var spec = template.getSpec();
        return new Workload(kind, meta, template.getMetadata(), only(spec.getContainers()), spec.getVolumes(),
                spec.getEnableServiceLinks(), spec.getAutomountServiceAccountToken(), most);
    }

    private static Container only(List<Container> containers) {
        if (containers.size() != 1) {
            throw new AssertionError("not one container but " + containers.size());
        }
        return containers.getFirst();
    }

    String name() {
        return kind + " " + meta.getName();
    }

    /// `fn-ingest`, `fn-clean` or `fn-summarize`.
    String function() {
        return container.getImage().replaceFirst(".*/", "").replaceFirst(":.*", "");
    }

    BigDecimal limit(String resource) {
        return container.getResources().getLimits().get(resource).getNumericalAmount();
    }

    BigDecimal request(String resource) {
        return container.getResources().getRequests().get(resource).getNumericalAmount();
    }

    /// Of the container that Knative sets beside a function's, as the annotations have it.
    BigDecimal sidecarLimit(String resource) {
        return Optional.ofNullable(podMeta.getAnnotations())
                .map(all -> all.get("queue.sidecar.serving.knative.dev/" + resource + "-resource-limit"))
                .map(text -> new Quantity(text).getNumericalAmount()).orElse(BigDecimal.ZERO);
    }

    /// The variables that are set in the manifest itself.
    Map<String, String> environment(Kustomization built) {
        var environment = new HashMap<String, String>();
        for (var from : container.getEnvFrom()) {
            if (from.getConfigMapRef() != null) {
                environment.putAll(built.settings());
            }
        }
        for (var variable : container.getEnv()) {
            environment.put(variable.getName(), variable.getValue() == null ? "from a secret" : variable.getValue());
        }
        return environment;
    }

    /// Names of the Secrets whose keys become variables, by whether they may be missing.
    Map<String, Boolean> secrets() {
        var secrets = new HashMap<String, Boolean>();
        for (var from : container.getEnvFrom()) {
            if (from.getSecretRef() != null) {
                secrets.put(from.getSecretRef().getName(), Boolean.TRUE.equals(from.getSecretRef().getOptional()));
            }
        }
        return secrets;
    }
}
