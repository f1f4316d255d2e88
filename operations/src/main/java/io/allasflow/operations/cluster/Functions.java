package io.allasflow.operations.cluster;

import io.allasflow.operations.OperationException;
import io.fabric8.knative.client.KnativeClient;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.serving.v1.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The functions as they are deployed: Knative Services, or plain Deployments on a cluster without Knative.
public final class Functions {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    /// A changed template makes new pods, and only these see a Secret's new values.
    private static final String KEYS_VERSION = "allasflow.io/keys-version";

    private final KubernetesClient client;
    private final KnativeClient knative;
    private final String namespace;

    Functions(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        knative = client.adapt(KnativeClient.class);
    }

    /// @param state what it says of itself, such as `Ready` or why it is not
    public record Function(String name, boolean ready, String state) {}

    /// In the order of their names.
    public List<Function> list() {
        var all = new ArrayList<Function>();
        services().forEach(service -> all.add(state(service)));
        deployments().forEach(deployment -> all.add(state(deployment)));
        all.sort(Comparator.comparing(Function::name));
        return all;
    }

    /// Lets new pods take the place of those that have old keys. Events under way end in the old ones, or are retried.
    ///
    /// @param version of the Secret
    /// @return how many functions there are
    public int restart(String version) {
        var services = services();
        services.forEach(found -> knative.services().inNamespace(namespace).withName(found.getMetadata().getName())
                .edit(service -> new ServiceBuilder(service).editSpec().editOrNewTemplate().editOrNewMetadata()
                        .addToAnnotations(KEYS_VERSION, version).endMetadata().endTemplate().endSpec().build()));
        var deployments = deployments();
        deployments.forEach(found -> client.apps().deployments().inNamespace(namespace)
                .withName(found.getMetadata().getName())
                .edit(deployment -> new DeploymentBuilder(deployment).editSpec().editTemplate().editOrNewMetadata()
                        .addToAnnotations(KEYS_VERSION, version).endMetadata().endTemplate().endSpec().build()));
        return services.size() + deployments.size();
    }

    /// @throws OperationException if they are not all ready by then
    public void awaitReady(Duration patience) throws InterruptedException {
        var end = Instant.now().plus(patience);
        while (true) {
            var waiting = list().stream().filter(function -> !function.ready()).toList();
            if (waiting.isEmpty()) {
                return;
            }
            if (Instant.now().isAfter(end)) {
                throw new OperationException("Not ready after " + patience.toSeconds() + " s: "
                        + waiting.stream().map(each -> each.name() + " (" + each.state() + ")")
                                .collect(Collectors.joining(", ")),
                        "kubectl describe ksvc, and kubectl get events, in " + namespace + " tell more; often an image"
                                + " cannot be pulled, a key or bucket is wrong, or the quota is used up.");
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private List<Service> services() {
        try {
            return knative.services().inNamespace(namespace).withLabel(Cluster.PART_OF, Cluster.ALLASFLOW).list()
                    .getItems();
        } catch (KubernetesClientException e) {
            // Without Knative the cluster does not know what that is.
            if (e.getCode() == 404) {
                return List.of();
            }
            throw e;
        }
    }

    /// Not those that Knative makes for its services.
    private List<Deployment> deployments() {
        return client.apps().deployments().inNamespace(namespace).withLabel(Cluster.PART_OF, Cluster.ALLASFLOW).list()
                .getItems().stream().filter(deployment -> deployment.getMetadata().getOwnerReferences() == null
                        || deployment.getMetadata().getOwnerReferences().isEmpty())
                .toList();
    }

    private static Function state(Service service) {
        var name = service.getMetadata().getName();
        var status = service.getStatus();
        if (status == null || status.getConditions() == null
                || isStale(service.getMetadata().getGeneration(), status.getObservedGeneration())) {
            return new Function(name, false, "not looked at yet");
        }
        return status.getConditions().stream().filter(condition -> "Ready".equals(condition.getType())).findFirst()
                .map(ready -> "True".equals(ready.getStatus())
                        ? new Function(name, true, "Ready")
                        : new Function(name, false, ready.getReason() == null
                                ? "not ready"
                                : ready.getReason()
                                        + (ready.getMessage() == null ? "" : ": " + ready.getMessage())))
                .orElse(new Function(name, false, "not looked at yet"));
    }

    private static Function state(Deployment deployment) {
        var name = deployment.getMetadata().getName();
        var status = deployment.getStatus();
        int wanted = deployment.getSpec().getReplicas() == null ? 1 : deployment.getSpec().getReplicas();
        if (status == null || isStale(deployment.getMetadata().getGeneration(), status.getObservedGeneration())) {
            return new Function(name, false, "not looked at yet");
        }
        int updated = number(status.getUpdatedReplicas());
        int available = number(status.getAvailableReplicas());
        return new Function(name, updated >= wanted && available >= wanted && number(status.getReplicas()) <= updated,
                available + " of " + wanted + " pods available");
    }

    private static boolean isStale(Long generation, Long observed) {
        return generation != null && observed != null && observed < generation;
    }

    private static int number(Integer count) {
        return count == null ? 0 : count;
    }
}
