package io.allasflow.operations;

import io.allasflow.core.layout.BucketLayout;
import io.allasflow.operations.cluster.CredentialsSecret;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Which store and bucket: as the environment says, and where it says nothing, as the deployed functions are set.
///
/// @param values by the names that the functions have for them; no keys
public record Target(Map<String, String> values) {
    private static final List<String> NAMES = List.of("ALLAS_ENDPOINT", "DATA_BUCKET", "SOURCE_PREFIX", "OUTPUT_BUCKET",
            "OUTPUT_PREFIX");
    private static final String ALLAS = "https://a3s.fi";

    /// @param deployed of the ConfigMap; empty if there is none
    public static Target of(Terminal terminal, Map<String, String> deployed) {
        return of(terminal::variable, deployed);
    }

    private static Target of(UnaryOperator<String> environment, Map<String, String> deployed) {
        var values = new HashMap<String, String>();
        for (var name : NAMES) {
            var value = environment.apply(name).isEmpty()
                    ? deployed.getOrDefault(name, "").strip()
                    : environment.apply(name);
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        }
        return new Target(Map.copyOf(values));
    }

    /// As the functions are set, whatever the environment says.
    ///
    /// @param deployed of the ConfigMap
    public static Target ofDeployed(Map<String, String> deployed) {
        return of(_ -> "", deployed);
    }

    /// The names of what differs, where nothing is set by what is taken then.
    public List<String> differences(Target other) {
        return NAMES.stream().filter(name -> !effective(name).equals(other.effective(name))).toList();
    }

    private String effective(String name) {
        return values.getOrDefault(name, switch (name) {
            case "ALLAS_ENDPOINT" -> ALLAS;
            case "OUTPUT_BUCKET" -> effective("DATA_BUCKET");
            case "OUTPUT_PREFIX" -> "pipeline/";
            default -> "";
        });
    }

    public URI endpoint() {
        try {
            var endpoint = URI.create(effective("ALLAS_ENDPOINT"));
            if (endpoint.getHost() != null && endpoint.getUserInfo() == null) {
                return endpoint;
            }
        } catch (IllegalArgumentException e) {
            // Told below, without the value.
        }
        throw new OperationException("ALLAS_ENDPOINT is not a URL", "That of Allas is " + ALLAS + ".");
    }

    /// Empty where no bucket is set.
    public Optional<BucketLayout> layout() {
        return Optional.ofNullable(values.get("DATA_BUCKET")).map(bucket -> new BucketLayout(bucket,
                effective("SOURCE_PREFIX"), effective("OUTPUT_BUCKET"), effective("OUTPUT_PREFIX")));
    }

    /// What the functions would read from their environment, with these keys.
    public Map<String, String> environment(CredentialsSecret.Keys keys) {
        var all = new HashMap<>(values);
        all.put(CredentialsSecret.ACCESS_KEY, keys.access());
        all.put(CredentialsSecret.SECRET_KEY, keys.secret());
        return all;
    }
}
