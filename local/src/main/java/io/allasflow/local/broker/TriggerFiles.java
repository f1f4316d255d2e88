package io.allasflow.local.broker;

import io.allasflow.local.broker.Delivery.BackoffPolicy;
import io.fabric8.knative.duck.v1.DeliverySpec;
import io.fabric8.knative.duck.v1.Destination;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the Trigger manifests that are deployed to Knative, so that the laptop routes events as the cluster does.
public final class TriggerFiles {
    private final Map<String, URI> services;

    private TriggerFiles(Map<String, URI> services) {
        this.services = services;
    }

    /// The triggers among the `*.yaml` files right in `directory`, in the order of the file names.
    ///
    /// @param services the base URL of each service a manifest may name
    /// @throws IOException if a trigger asks for what the stand-in cannot do, or names a service that is not given
    public static List<Trigger> read(Path directory, Map<String, URI> services) throws IOException {
        var reader = new TriggerFiles(services);
        var serialization = new KubernetesSerialization();
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("trigger-")).sorted().map(file -> {
                try (var in = Files.newInputStream(file)) {
                    io.fabric8.knative.eventing.v1.Trigger manifest = serialization.unmarshal(in,
                            io.fabric8.knative.eventing.v1.Trigger.class);
                    return reader.trigger(manifest);
                } catch (IOException | IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
                }
            }).toList();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Trigger trigger(io.fabric8.knative.eventing.v1.Trigger manifest) {
        var spec = manifest.getSpec();
        if (!spec.getFilters().isEmpty()) {
            throw new IllegalArgumentException("the stand-in broker knows filter.attributes only, not filters");
        }
        var filter = spec.getFilter() == null ? Map.<String, String>of() : spec.getFilter().getAttributes();
        var delivery = spec.getDelivery() == null ? Delivery.ONCE : delivery(spec.getDelivery());
        return new Trigger(manifest.getMetadata().getName(), Map.copyOf(filter), url(spec.getSubscriber()), delivery);
    }

    private Delivery delivery(DeliverySpec spec) {
        var policy = spec.getBackoffPolicy() == null
                ? BackoffPolicy.EXPONENTIAL
                : BackoffPolicy.valueOf(spec.getBackoffPolicy().toUpperCase(Locale.ROOT));
        return new Delivery(spec.getRetry() == null ? 0 : spec.getRetry(), policy,
                spec.getBackoffDelay() == null ? Duration.ZERO : Duration.parse(spec.getBackoffDelay()),
                Optional.ofNullable(spec.getDeadLetterSink()).map(this::url));
    }

    private URI url(Destination destination) {
        var path = destination.getUri() == null ? "/" : destination.getUri();
        if (destination.getRef() == null) {
            return URI.create(path);
        }
        var name = destination.getRef().getName();
        if (!services.containsKey(name)) {
            throw new IllegalArgumentException("no service is named " + name + ", only " + services.keySet());
        }
        return services.get(name).resolve(path);
    }
}
