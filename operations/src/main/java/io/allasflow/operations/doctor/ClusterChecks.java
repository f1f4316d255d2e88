package io.allasflow.operations.doctor;

import io.allasflow.core.event.EventTypes;
import io.allasflow.operations.cluster.Cluster;
import io.allasflow.operations.cluster.ClusterErrors;
import io.fabric8.knative.client.KnativeClient;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.pkg.apis.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// The cluster, and what is deployed there.
final class ClusterChecks {
    private static final String SERVING = "serving.knative.dev";
    private static final String EVENTING = "eventing.knative.dev";
    private static final String BROKER = "allasflow";
    /// Without a Trigger for one of these, the pipeline stops there.
    private static final List<String> ROUTED = List.of(EventTypes.DISCOVERED, EventTypes.INGESTED, EventTypes.CLEANED,
            EventTypes.SUMMARIZED, EventTypes.REJECTED, EventTypes.SOURCE_DUE, EventTypes.INDEX_STALE);
    private static final BigDecimal NEARLY = new BigDecimal("0.9");
    private static final int MOST_EVENTS = 3;
    private static final String DEPLOY = "Deploy: scripts/deploy.sh OVERLAY.";

    private final Findings findings;
    private final Cluster cluster;
    private final KnativeClient knative;

    ClusterChecks(Findings findings, Cluster cluster) {
        this.findings = findings;
        this.cluster = cluster;
        knative = cluster.client().adapt(KnativeClient.class);
    }

    void check() {
        try {
            var version = cluster.client().getKubernetesVersion();
            findings.ok("Kubernetes " + version.getMajor() + "." + version.getMinor() + " at "
                    + cluster.client().getMasterUrl() + ", namespace " + cluster.namespace());
            boolean knativeThere = hasKnative();
            keys();
            functions();
            if (knativeThere) {
                broker();
                triggers();
                sources();
            }
            quotas();
            warnings();
        } catch (KubernetesClientException e) {
            findings.fail(ClusterErrors.explain(e));
        }
    }

    private boolean hasKnative() {
        boolean serving = cluster.has(SERVING);
        boolean eventing = cluster.has(EVENTING);
        if (serving && eventing) {
            findings.ok("Knative Serving and Eventing");
            return true;
        }
        var missing = serving ? "Eventing is" : eventing ? "Serving is" : "Serving and Eventing are";
        findings.fail("Knative " + missing + " not installed.",
                "Have OpenShift Serverless installed, or Knative; or deploy without: scripts/deploy.sh"
                        + " plain-kubernetes.");
        return false;
    }

    private void keys() {
        var keys = cluster.credentials().read();
        if (keys.isPresent()) {
            findings.ok("Secret allas-credentials: " + keys.get().maskedAccess());
        } else {
            findings.fail("There is no Secret allas-credentials with ALLAS_ACCESS_KEY and ALLAS_SECRET_KEY.",
                    "Give the functions keys: scripts/credentials.sh create.");
        }
        if (cluster.settings().isEmpty()) {
            findings.fail("There is no ConfigMap allasflow-settings.", DEPLOY);
        }
    }

    private void functions() {
        var functions = cluster.functions().list();
        for (var name : List.of("fn-ingest", "fn-clean", "fn-summarize")) {
            functions.stream().filter(function -> function.name().equals(name)).findFirst().ifPresentOrElse(
                    function -> told("Function " + name, function.ready(), function.state(),
                            "See why: scripts/logs.sh " + name + ", and kubectl get events."),
                    () -> findings.fail("Function " + name + " is not deployed.", DEPLOY));
        }
    }

    private void broker() {
        var broker = knative.brokers().inNamespace(cluster.namespace()).withName(BROKER).get();
        if (broker == null) {
            findings.fail("There is no Broker " + BROKER + ".", DEPLOY);
            return;
        }
        told("Broker " + BROKER, broker.getStatus() == null ? null : broker.getStatus().getConditions(),
                "kubectl describe broker " + BROKER + " tells more; its class may not be installed.");
    }

    private void triggers() {
        var triggers = knative.triggers().inNamespace(cluster.namespace()).list().getItems().stream()
                .filter(trigger -> BROKER.equals(trigger.getSpec().getBroker())).toList();
        for (var trigger : triggers) {
            var name = trigger.getMetadata().getName();
            told("Trigger " + name, trigger.getStatus() == null ? null : trigger.getStatus().getConditions(),
                    "kubectl describe trigger " + name + " tells more; its broker or function may be missing.");
        }
        var missing = ROUTED.stream().filter(type -> triggers.stream().noneMatch(trigger -> takes(trigger, type)))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            findings.fail("No Trigger takes " + missing + ".", DEPLOY);
        }
    }

    /// As far as plain filters tell; one of another dialect may take anything.
    private static boolean takes(Trigger trigger, String type) {
        var filters = trigger.getSpec().getFilters();
        if (filters != null && !filters.isEmpty()) {
            return true;
        }
        var filter = trigger.getSpec().getFilter();
        return filter == null || filter.getAttributes() == null
                || type.equals(filter.getAttributes().getOrDefault("type", type));
    }

    private void sources() {
        var pings = knative.pingSources().inNamespace(cluster.namespace()).withLabel(Cluster.PART_OF, Cluster.ALLASFLOW)
                .list().getItems();
        if (pings.isEmpty()) {
            findings.fail("There is no PingSource, so nothing is scanned.", DEPLOY);
        }
        pings.forEach(ping -> told("PingSource " + ping.getMetadata().getName() + ", " + ping.getSpec().getSchedule(),
                ping.getStatus() == null ? null : ping.getStatus().getConditions(),
                "kubectl describe pingsource tells more."));
        knative.sinkBindings().inNamespace(cluster.namespace()).withLabel(Cluster.PART_OF, Cluster.ALLASFLOW).list()
                .getItems()
                .forEach(binding -> told("SinkBinding " + binding.getMetadata().getName(),
                        binding.getStatus() == null ? null : binding.getStatus().getConditions(),
                        "kubectl describe sinkbinding tells more; without it the scan has nowhere to send to."));
    }

    private void quotas() {
        for (var quota : cluster.client().resourceQuotas().inNamespace(cluster.namespace()).list().getItems()) {
            var status = quota.getStatus();
            if (status == null || status.getHard() == null || status.getUsed() == null) {
                continue;
            }
            status.getHard().forEach((resource, hard) -> {
                var used = status.getUsed().getOrDefault(resource, new Quantity("0"));
                if (isNearlyUsed(used, hard)) {
                    findings.note("Of the quota of " + resource + ", " + used + " of " + hard + " are used.",
                            "Delete what is not needed, or ask for more (on Rahti: servicedesk@csc.fi).");
                }
            });
        }
    }

    private static boolean isNearlyUsed(Quantity used, Quantity hard) {
        var most = hard.getNumericalAmount();
        return most.signum() > 0 && used.getNumericalAmount().compareTo(most.multiply(NEARLY)) >= 0;
    }

    /// What the cluster complained of last: images that cannot be pulled, quotas, policies.
    private void warnings() {
        cluster.client().v1().events().inNamespace(cluster.namespace()).list().getItems().stream()
                .filter(event -> "Warning".equals(event.getType()) && event.getInvolvedObject() != null
                        && Objects.requireNonNullElse(event.getInvolvedObject().getName(), "").matches(
                                "(fn-|allasflow|object-|source-|index-).*"))
                .sorted(Comparator.comparing(ClusterChecks::time).reversed()).limit(MOST_EVENTS)
                .forEach(event -> findings.note(event.getInvolvedObject().getName() + ": " + event.getReason() + ": "
                        + event.getMessage(), advice(event)));
    }

    private static String advice(Event event) {
        var said = Objects.requireNonNullElse(event.getMessage(), "");
        if (said.contains("exceeded quota")) {
            return "Delete what is not needed, or ask for more (on Rahti: servicedesk@csc.fi).";
        }
        return said.contains("ull") && said.contains("image")
                ? "Push the image, or correct its name in the overlay; a private registry needs a pull secret."
                : "kubectl get events tells the rest; an old one may be mended already.";
    }

    private static String time(Event event) {
        return Objects.requireNonNullElse(event.getLastTimestamp(), "");
    }

    private void told(String what, List<Condition> conditions, String advice) {
        var ready = conditions == null
                ? null
                : conditions.stream().filter(condition -> "Ready".equals(condition.getType())).findFirst().orElse(null);
        if (ready == null) {
            told(what, false, "nothing has looked at it", advice);
        } else {
            told(what, "True".equals(ready.getStatus()),
                    ready.getReason() + (ready.getMessage() == null ? "" : ": " + ready.getMessage()), advice);
        }
    }

    private void told(String what, boolean ready, String state, String advice) {
        if (ready) {
            findings.ok(what);
        } else {
            findings.fail(what + " is not ready: " + state + ".", advice);
        }
    }
}
