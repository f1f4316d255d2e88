package io.allasflow.operations.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The Secret that the functions have the bucket's keys from. What else lies in it stays.
public final class CredentialsSecret {
    public static final String NAME = "allas-credentials";
    public static final String ACCESS_KEY = "ALLAS_ACCESS_KEY";
    public static final String SECRET_KEY = "ALLAS_SECRET_KEY";
    private static final String ORIGIN = "allasflow.io/keys-from";
    /// Access keys, other than the present ones, that are still to be deleted, with commas between.
    private static final String REPLACED = "allasflow.io/keys-replaced";

    private final KubernetesClient client;
    private final String namespace;

    CredentialsSecret(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /// `toString` leaves the secret out.
    ///
    /// @param origin who made them, for a person; may be empty
    /// @param others names of what else lies in the Secret
    public record Keys(String access, String secret, String origin, List<String> others) {
        public Keys(String access, String secret, String origin) {
            this(access, secret, origin, List.of());
        }

        @Override
        public String toString() {
            return "Keys[" + maskedAccess() + "]";
        }

        /// Enough to tell one from another.
        public String maskedAccess() {
            return masked(access);
        }

        public static String masked(String access) {
            return access.length() <= 8 ? "****" : access.substring(0, 4) + "****";
        }
    }

    /// Empty if there is no such Secret, or none with both keys.
    public Optional<Keys> read() {
        return Optional.ofNullable(secret()).flatMap(secret -> {
            var data = decoded(secret);
            if (data.getOrDefault(ACCESS_KEY, "").isEmpty() || data.getOrDefault(SECRET_KEY, "").isEmpty()) {
                return Optional.empty();
            }
            var annotations = secret.getMetadata().getAnnotations();
            var origin = annotations == null ? "" : annotations.getOrDefault(ORIGIN, "");
            var others = data.keySet().stream().filter(name -> !name.equals(ACCESS_KEY) && !name.equals(SECRET_KEY))
                    .toList();
            return Optional.of(new Keys(data.get(ACCESS_KEY), data.get(SECRET_KEY), origin, others));
        });
    }

    /// @return a mark of what is there now, which changes whenever the Secret does
    public String write(Keys keys) {
        var before = secret();
        var written = before == null
                ? client.secrets().inNamespace(namespace).resource(with(new SecretBuilder().withNewMetadata()
                        .withName(NAME).withNamespace(namespace).addToLabels(Cluster.PART_OF, Cluster.ALLASFLOW)
                        .endMetadata().withType("Opaque").build(), keys)).create()
                // With the version that was read, so that nobody else's change is lost.
                : client.secrets().inNamespace(namespace).resource(with(before, keys)).update();
        return written.getMetadata().getResourceVersion();
    }

    /// The access keys that a rotation which did not come to its end has left behind; they may still be valid.
    public List<String> replaced() {
        var secret = secret();
        var annotations = secret == null ? null : secret.getMetadata().getAnnotations();
        var text = annotations == null ? "" : annotations.getOrDefault(REPLACED, "");
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    /// Remembers them beside the keys, or forgets them if there are none.
    public void rememberReplaced(List<String> access) {
        client.secrets().inNamespace(namespace).withName(NAME).edit(secret -> {
            var edited = new SecretBuilder(secret).editMetadata().removeFromAnnotations(REPLACED);
            return (access.isEmpty() ? edited : edited.addToAnnotations(REPLACED, String.join(",", access)))
                    .endMetadata().build();
        });
    }

    /// @return whether there was one
    public boolean delete() {
        return !client.secrets().inNamespace(namespace).withName(NAME).delete().isEmpty();
    }

    private Secret secret() {
        return client.secrets().inNamespace(namespace).withName(NAME).get();
    }

    private static Secret with(Secret secret, Keys keys) {
        return new SecretBuilder(secret).addToData(Map.of(ACCESS_KEY, encoded(keys.access()), SECRET_KEY,
                encoded(keys.secret()))).editMetadata().addToAnnotations(ORIGIN, keys.origin()).endMetadata().build();
    }

    private static Map<String, String> decoded(Secret secret) {
        var decoded = new TreeMap<String, String>();
        if (secret.getData() != null) {
            secret.getData().forEach((name, value) -> decoded.put(name,
                    new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        }
        return decoded;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
