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
        var settings = settings();
        if (settings.isPresent()) {
            cluster.ifPresent(there -> new NetworkChecks(findings, there).check(settings.get().endpoint()));
        }
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

    private Optional<Settings> settings() {
        Map<String, String> deployed = Map.of();
        var stored = Optional.<Keys>empty();
        try {
            deployed = cluster.map(Cluster::settings).orElse(Map.of());
            stored = cluster.flatMap(there -> there.credentials().read());
        } catch (KubernetesClientException e) {
            findings.skip("Those of the cluster: " + ClusterErrors.explain(e).getMessage() + ".");
        }
        try {
            var target = Target.of(terminal, deployed);
            var settings = Settings.from(target.environment(keys(stored)));
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
        var others = here.values().entrySet().stream().filter(
                value -> !deployed.getOrDefault(value.getKey(), value.getValue()).strip().equals(value.getValue()))
                .map(Map.Entry::getKey).sorted().toList();
        if (!others.isEmpty()) {
            findings.note("The functions have other settings than this environment: " + String.join(", ", others) + ".",
                    "Unset them here to look at what the functions work on, or correct the overlay's settings.");
        }
    }

    /// Those of the environment, as a whole, before those of the cluster.
    private Keys keys(Optional<Keys> stored) {
        var given = new Keys(terminal.variable(CredentialsSecret.ACCESS_KEY),
                terminal.variable(CredentialsSecret.SECRET_KEY), "");
        return given.access().isEmpty() && given.secret().isEmpty() ? stored.orElse(given) : given;
    }
}
