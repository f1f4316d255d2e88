package io.allasflow.operations;

import io.allasflow.operations.cluster.CredentialsSecret;
import io.allasflow.operations.cluster.CredentialsSecret.Keys;
import io.allasflow.operations.keystone.Keystone;
import io.allasflow.operations.keystone.Login;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.stream.Stream;

/// Keys that Keystone makes for the Secret, and ends. Those that do not get there are ended again, remembered or told of.
final class KeystoneKeys implements AutoCloseable {
    private final Terminal terminal;
    private final CredentialsSecret secret;
    private final Keystone keystone;

    /// Logs in.
    KeystoneKeys(Terminal terminal, CredentialsSecret secret) throws InterruptedException {
        this.terminal = terminal;
        this.secret = secret;
        keystone = Keystone.open(Login.address(terminal), Login.from(terminal));
    }

    Keys make() throws InterruptedException {
        var made = keystone.create();
        say("Keystone made the keys " + Keys.masked(made.access()) + ".");
        return new Keys(made.access(), made.secret(), "Keystone, project " + keystone.projectName());
    }

    /// Has the next rotation know of new keys, whatever happens until they are in the Secret.
    ///
    /// @param replaced what the Secret remembers already; empty where there is nothing that remembers
    void remember(Keys made, List<String> replaced) {
        if (!replaced.isEmpty()) {
            secret.rememberReplaced(Stream.concat(replaced.stream(), Stream.of(made.access())).toList());
        }
    }

    /// Ends new keys that did not get into the Secret. It may have been written though the answer was lost: what the
    /// functions have must go on working.
    ///
    /// @param replaced what the Secret remembered before
    void takeBack(Keys made, List<String> replaced) throws InterruptedException {
        try {
            if (secret.read().filter(stored -> stored.access().equals(made.access())).isPresent()) {
                return;
            }
        } catch (KubernetesClientException e) {
            say("Whether the new keys (" + made.maskedAccess() + ") are in the Secret is not known, so Keystone keeps"
                    + " them: scripts/credentials.sh show tells.");
            return;
        }
        try {
            keystone.delete(made.access());
        } catch (OperationException e) {
            say("The new keys (" + made.maskedAccess() + ") are not in the Secret, but still in Keystone. "
                    + Tool.sentence(e.getMessage()) + (replaced.isEmpty()
                            ? " openstack ec2 credentials list shows them."
                            : " The next rotation deletes them."));
            return;
        }
        if (!replaced.isEmpty()) {
            try {
                secret.rememberReplaced(replaced);
            } catch (KubernetesClientException e) {
                say("The Secret still names them, though they are deleted: the next rotation ends that.");
            }
        }
    }

    void deleteReplaced(String access) throws InterruptedException {
        var masked = Keys.masked(access);
        say(keystone.delete(access)
                ? "The old keys (" + masked + ") are deleted."
                : "The old keys (" + masked + ") are not this user's in Keystone: if they still work, have them deleted"
                        + " by whoever made them.");
    }

    /// Ends those in the Secret.
    void revoke(Keys present) throws InterruptedException {
        if (!keystone.delete(present.access())) {
            throw new OperationException("Keystone has no keys " + present.maskedAccess() + " of this user's",
                    "Log in as who made them, or leave --revoke out.");
        }
        say("The keys " + present.maskedAccess() + " work nowhere any more.");
    }

    @Override
    public void close() {
        keystone.close();
    }

    private void say(String text) {
        Wrapped.paragraphs(terminal.out(), text);
    }
}
