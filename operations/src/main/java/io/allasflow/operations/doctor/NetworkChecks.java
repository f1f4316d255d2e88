package io.allasflow.operations.doctor;

import io.allasflow.operations.cluster.Cluster;
import io.allasflow.operations.cluster.ClusterErrors;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Whether the functions may reach the store from where they are: that this machine can says nothing about it.
final class NetworkChecks {
    private final Findings findings;
    private final Cluster cluster;

    NetworkChecks(Findings findings, Cluster cluster) {
        this.findings = findings;
        this.cluster = cluster;
    }

    void check(URI store) {
        int port = store.getPort() != -1 ? store.getPort() : "http".equals(store.getScheme()) ? 80 : 443;
        try {
            var policies = cluster.client().network().networkPolicies().inNamespace(cluster.namespace()).list()
                    .getItems().stream().filter(NetworkChecks::boundsFunctions).toList();
            if (policies.isEmpty() || policies.stream().flatMap(policy -> policy.getSpec().getEgress().stream())
                    .anyMatch(rule -> lets(rule, port))) {
                findings.ok("The functions may reach port " + port + " of the store.");
            } else {
                findings.fail("No NetworkPolicy lets the functions reach port " + port + ", where the store is.",
                        "Add one: docs/operations.md has it under \"Who reaches whom\".");
            }
        } catch (KubernetesClientException e) {
            findings.skip("NetworkPolicies: " + ClusterErrors.explain(e).getMessage() + ".");
        }
    }

    private static boolean boundsFunctions(NetworkPolicy policy) {
        var selector = policy.getSpec().getPodSelector();
        var labels = selector.getMatchLabels();
        // What is for some of the functions only is for other things than the store.
        return policy.getSpec().getPolicyTypes().contains("Egress") && selector.getMatchExpressions().isEmpty()
                && (labels == null || Map.of(Cluster.PART_OF, Cluster.ALLASFLOW).entrySet().containsAll(labels
                        .entrySet()));
    }

    /// A store may be anywhere: where a rule is for an address, it is taken to be the store's.
    private static boolean lets(NetworkPolicyEgressRule rule, int port) {
        boolean anywhere = rule.getTo() == null || rule.getTo().isEmpty();
        boolean address = !anywhere && rule.getTo().stream().anyMatch(peer -> peer.getIpBlock() != null);
        var ports = rule.getPorts() == null ? List.<NetworkPolicyPort>of() : rule.getPorts();
        return (anywhere || address) && (ports.isEmpty() || ports.stream().anyMatch(each -> has(each, port)));
    }

    private static boolean has(NetworkPolicyPort each, int port) {
        if (each.getProtocol() != null && !each.getProtocol().equals("TCP")) {
            return false;
        }
        if (each.getPort() == null || each.getPort().getIntVal() == null) {
            return each.getPort() == null;
        }
        int first = each.getPort().getIntVal();
        return port >= first && port <= (each.getEndPort() == null ? first : each.getEndPort());
    }
}
