package io.allasflow.operations;

import io.allasflow.core.config.Settings;
import io.allasflow.operations.cluster.ClusterOptions;
import io.allasflow.operations.cluster.CredentialsSecret;
import io.allasflow.operations.cluster.CredentialsSecret.Keys;
import java.util.Map;

/// The settings of a command that only needs the bucket: those of the environment, and of the cluster where it says
/// nothing. A cluster is asked only if something is missing.
final class BucketOfCluster {
    private BucketOfCluster() {}

    static Settings settings(Terminal terminal, ClusterOptions options) {
        var given = new Keys(terminal.variable(CredentialsSecret.ACCESS_KEY),
                terminal.variable(CredentialsSecret.SECRET_KEY), "");
        boolean complete = !given.access().isEmpty() && !terminal.variable("DATA_BUCKET").isEmpty();
        if (complete || !options.isKnown()) {
            return Settings.from(Target.of(terminal, Map.of()).environment(given));
        }
        try (var cluster = options.connect()) {
            var keys = given.access().isEmpty() ? cluster.credentials().read().orElse(given) : given;
            return Settings.from(Target.of(terminal, cluster.settings()).environment(keys));
        }
    }
}
