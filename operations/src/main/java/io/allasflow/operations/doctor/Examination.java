package io.allasflow.operations.doctor;

import io.allasflow.core.config.Settings;
import io.allasflow.core.config.SettingsException;
import io.allasflow.operations.OperationException;
import io.allasflow.operations.Target;
import io.allasflow.operations.Terminal;
import io.allasflow.operations.cluster.Cluster;
import io.allasflow.operations.cluster.ClusterErrors;
import io.allasflow.operations.cluster.CredentialsSecret;
import io.allasflow.operations.cluster.CredentialsSecret.Keys;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at everything, one after the other; what fails hinders only what needs it.
public final class Examination {
    private final Terminal terminal;
    private final Findings findings;
    private final Optional<Cluster> cluster;

    /// @param cluster empty to leave it alone
    public Examination(Terminal terminal, Findings findings, Optional<Cluster> cluster) {
        this.terminal = terminal;
        this.findings = findings;
        this.cluster = cluster;
    }

    /// @param write whether to find out, by writing, what the store can do
    public void run(boolean write) {
        findings.section("This machine");
        new MachineChecks(findings, terminal).check(cluster.isPresent());
        findings.section("Cluster");
        cluster.ifPresentOrElse(there -> new ClusterChecks(findings, there).check(),
                () -> findings.skip("No cluster is looked at; log in to one, and kubectl get pods works."));
        findings.section("Settings");
        var deployed = deployed();
        var settings = settings(deployed);
        cluster.ifPresent(there -> network(there, deployed, settings));
        findings.section("Object store");
        if (settings.isEmpty()) {
            findings.skip("Without settings there is none to look at.");
            return;
        }
        if (new StoreChecks(findings).check(settings.get(), write)) {
            findings.section("Datasets");
            new DatasetChecks(findings).check(settings.get());
        }
    }

    /// What the functions are set to; empty if they are not, or if that cannot be told.
    private Map<String, String> deployed() {
        try {
            return cluster.map(Cluster::settings).orElse(Map.of());
        } catch (KubernetesClientException e) {
            skipDeployed(e);
            return Map.of();
        }
    }

    private Optional<Keys> stored() {
        try {
            return cluster.flatMap(there -> there.credentials().read());
        } catch (KubernetesClientException e) {
            skipDeployed(e);
            return Optional.empty();
        }
    }

    private void skipDeployed(KubernetesClientException e) {
        findings.skip("Those of the cluster: " + ClusterErrors.explain(e).getMessage() + ".");
    }

    private Optional<Settings> settings(Map<String, String> deployed) {
        var keys = keys();
        try {
            var target = Target.of(terminal, deployed);
            var settings = Settings.from(target.environment(keys));
            findings.ok(target.endpoint() + ", bucket " + settings.layout().dataBucket() + ", outputs in "
                    + settings.layout().outputBucket() + " under " + settings.layout().outputPrefix());
            tellOthers(target, deployed);
            return Optional.of(settings);
        } catch (SettingsException e) {
            findings.fail(String.join("; ", e.getMessage().lines().skip(1).map(String::strip).toList()) + ".",
                    "Set it in the environment, or give it to the functions: the bucket in the overlay's settings, keys"
                            + " by scripts/credentials.sh.");
        } catch (OperationException e) {
            findings.fail(e);
        }
        return Optional.empty();
    }

    /// What is looked at here is not what the functions work on.
    private void tellOthers(Target here, Map<String, String> deployed) {
        var others = deployed.isEmpty() ? List.<String>of() : here.differences(Target.ofDeployed(deployed));
        if (!others.isEmpty()) {
            findings.note("The functions have other settings than this environment: " + String.join(", ", others) + ".",
                    "Unset here what is set of them, to look at what the functions work on, or correct the overlay's"
                            + " settings.");
        }
    }

    /// The functions' own store, if they have one yet, else the one that they would have from here.
    private void network(Cluster there, Map<String, String> deployed, Optional<Settings> settings) {
        try {
            var store = deployed.isEmpty()
                    ? settings.map(Settings::endpoint)
                    : Optional.of(Target.ofDeployed(deployed).endpoint());
            store.ifPresent(new NetworkChecks(findings, there)::check);
        } catch (OperationException e) {
            findings.fail("Of the functions: " + e.getMessage(), e.advice());
        }
    }

    /// Those of the environment, as a whole, before those of the cluster.
    private Keys keys() {
        var given = new Keys(terminal.variable(CredentialsSecret.ACCESS_KEY),
                terminal.variable(CredentialsSecret.SECRET_KEY), "");
        return given.access().isEmpty() && given.secret().isEmpty() ? stored().orElse(given) : given;
    }
}
