package io.allasflow.operations.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;

/// The namespace of a cluster that Allasflow runs in.
public final class Cluster implements AutoCloseable {
    /// All that belongs to a deployment has this label.
    public static final String PART_OF = "app.kubernetes.io/part-of";
    public static final String ALLASFLOW = "allasflow";
    /// The ConfigMap that the functions have their settings from.
    public static final String SETTINGS = "allasflow-settings";

    private final KubernetesClient client;
    private final String namespace;
    private final boolean own;

    Cluster(KubernetesClient client, String namespace, boolean own) {
        this.client = client;
        this.namespace = namespace;
        this.own = own;
    }

    public KubernetesClient client() {
        return client;
    }

    public String namespace() {
        return namespace;
    }

    /// Whether the cluster knows the resources of a group, such as `serving.knative.dev`.
    public boolean has(String group) {
        try {
            return client.getApiGroup(group) != null;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                return false;
            }
            throw e;
        }
    }

    /// What the functions are set to, without their secrets; empty before they are deployed.
    public Map<String, String> settings() {
        ConfigMap found = client.configMaps().inNamespace(namespace).withName(SETTINGS).get();
        return found == null || found.getData() == null ? Map.of() : found.getData();
    }

    public CredentialsSecret credentials() {
        return new CredentialsSecret(client, namespace);
    }

    public Functions functions() {
        return new Functions(client, namespace);
    }

    @Override
    public void close() {
        if (own) {
            client.close();
        }
    }
}
