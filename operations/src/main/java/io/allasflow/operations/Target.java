package io.allasflow.operations;

import io.allasflow.core.layout.BucketLayout;
import io.allasflow.operations.cluster.CredentialsSecret;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which store and bucket: as the environment says, and where it says nothing, as the deployed functions are set.
///
/// @param values by the names that the functions have for them; no keys
public record Target(Map<String, String> values) {
    private static final List<String> NAMES = List.of("ALLAS_ENDPOINT", "DATA_BUCKET", "SOURCE_PREFIX", "OUTPUT_BUCKET",
            "OUTPUT_PREFIX");

    /// @param deployed of the ConfigMap; empty if there is none
    public static Target of(Terminal terminal, Map<String, String> deployed) {
        var values = new HashMap<String, String>();
        for (var name : NAMES) {
            var value = terminal.variable(name).isEmpty()
                    ? deployed.getOrDefault(name, "").strip()
                    : terminal.variable(name);
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        }
        return new Target(Map.copyOf(values));
    }

    public URI endpoint() {
        try {
            var endpoint = URI.create(values.getOrDefault("ALLAS_ENDPOINT", "https://a3s.fi"));
            if (endpoint.getHost() != null && endpoint.getUserInfo() == null) {
                return endpoint;
            }
        } catch (IllegalArgumentException e) {
            // Told below, without the value.
        }
        throw new OperationException("ALLAS_ENDPOINT is not a URL", "That of Allas is https://a3s.fi.");
    }

    /// Empty where no bucket is set.
    public Optional<BucketLayout> layout() {
        return Optional.ofNullable(values.get("DATA_BUCKET")).map(bucket -> new BucketLayout(bucket,
                values.getOrDefault("SOURCE_PREFIX", ""), values.getOrDefault("OUTPUT_BUCKET", bucket),
                values.getOrDefault("OUTPUT_PREFIX", "pipeline/")));
    }

    /// What the functions would read from their environment, with these keys.
    public Map<String, String> environment(CredentialsSecret.Keys keys) {
        var all = new HashMap<>(values);
        all.put(CredentialsSecret.ACCESS_KEY, keys.access());
        all.put(CredentialsSecret.SECRET_KEY, keys.secret());
        return all;
    }
}
