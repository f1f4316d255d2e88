package io.allasflow.operations.cluster;

import io.allasflow.operations.OperationException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// Which cluster and namespace: the ones that kubectl would take, unless told otherwise.
public final class ClusterOptions {
    /// RFC 1123: whatever else is in a name would be another part of a URL.
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final KubernetesClient given;

    @Option(names = {"-n",
        "--namespace"}, scope = ScopeType.INHERIT, paramLabel = "NAME", description = "Default: the one of the current context.")
    private String namespace;

    @Option(names = "--context", scope = ScopeType.INHERIT, paramLabel = "NAME", description = "Of the kubeconfig. Default: its current one.")
    private String context;

    /// @param given in place of the one that kubectl would take; null for that one
    public ClusterOptions(KubernetesClient given) {
        this.given = given;
    }

    /// The arguments that give kubectl the same cluster and namespace.
    public String forKubectl() {
        return (context == null ? "" : " --context " + context) + (namespace == null ? "" : " -n " + namespace);
    }

    public String context() {
        return context;
    }

    /// Whether there is a cluster to connect to; an option that names none is an error all the same.
    public boolean isKnown() {
        return given != null || context != null || isKnown(configuration());
    }

    /// @throws OperationException if no cluster is known of
    public Cluster connect() {
        if (namespace != null && !NAMESPACE.matcher(namespace).matches()) {
            throw OperationException.ofArguments("\"" + namespace + "\" is no name of a namespace",
                    "It has small letters, digits and hyphens, at most 63 of them. Without -n it is that of the context.");
        }
        var client = given == null ? client() : given;
        var chosen = namespace == null ? client.getNamespace() : namespace;
        return new Cluster(client, chosen == null ? "default" : chosen, given == null);
    }

    private KubernetesClient client() {
        var config = configuration();
        if (!isKnown(config)) {
            throw context == null
                    ? new OperationException("No cluster is known of here",
                            "Log in to one (oc login, or set KUBECONFIG), so that kubectl get pods works.")
                    : OperationException.ofArguments("The kubeconfig has no context " + context,
                            "kubectl config get-contexts lists them.");
        }
        // A person waits: better told soon than after a quarter of a minute of retries.
        config.setRequestRetryBackoffLimit(2);
        config.setConnectionTimeout(5_000);
        config.setRequestTimeout(20_000);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /// What is wrong with a file is not passed on: it quotes it, and with it maybe a token.
    private Config configuration() {
        try {
            return Config.autoConfigure(context);
        } catch (RuntimeException e) {
            throw new OperationException("The kubeconfig cannot be read",
                    "kubectl config view tells where it is wrong; KUBECONFIG names another, or log in again (oc login).");
        }
    }

    /// Without any configuration the client would ask `kubernetes.default.svc`.
    private boolean isKnown(Config config) {
        boolean inCluster = config.getMasterUrl() != null && System.getenv("KUBERNETES_SERVICE_HOST") != null;
        var current = config.getCurrentContext();
        return current != null && (context == null || context.equals(current.getName()))
                || context == null && inCluster;
    }
}
