package io.allasflow.operations;

import static io.allasflow.operations.cluster.CredentialsSecret.ACCESS_KEY;
import static io.allasflow.operations.cluster.CredentialsSecret.SECRET_KEY;

import io.allasflow.local.s3.S3Credentials;
import io.allasflow.operations.cluster.Cluster;
import io.allasflow.operations.cluster.ClusterOptions;
import io.allasflow.operations.cluster.CredentialsSecret.Keys;
import io.allasflow.operations.store.KeyTest;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The bucket's keys, as the functions have them: in the Secret `allas-credentials` of their namespace.
@Command(name = "scripts/credentials.sh", usageHelpWidth = Tool.WIDTH, subcommandsRepeatable = false, description = {
    "Gives the functions the keys of the bucket: in the Secret allas-credentials of their namespace. Keys are"
            + " never an argument, and never printed.%n",
    "Where new keys come from: ALLAS_ACCESS_KEY and ALLAS_SECRET_KEY in the environment; else, if OS_AUTH_URL is set,"
            + " they are made by Keystone for OS_USERNAME and OS_PASSWORD in the project OS_PROJECT_NAME or"
            + " OS_PROJECT_ID (source the project's openrc file); else they are asked for, or are two lines of standard"
            + " input. What is missing of them is asked for too.%n",
    "New keys are tried before they are taken: on DATA_BUCKET and OUTPUT_BUCKET at ALLAS_ENDPOINT, as the environment"
            + " says or else as the deployed functions are set.%n"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:done", "1:it did not work; what to do is said", "2:the arguments or the settings are wrong"})
public final class Credentials {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions options;

    @Option(names = {"-h",
        "--help"}, scope = ScopeType.INHERIT, usageHelp = true, description = "Show this and end.")
    private boolean help;

    Credentials(Terminal terminal, KubernetesClient client) {
        this.terminal = terminal;
        options = new ClusterOptions(client);
    }

    public static void main(String[] arguments) {
        var terminal = Terminal.ofProcess();
        System.exit(Tool.run(new Credentials(terminal, null), terminal, arguments));
    }

    @Command(description = "Stores keys where there are none.")
    int create() throws InterruptedException {
        try (var cluster = options.connect()) {
            cluster.credentials().read().ifPresent(keys -> {
                throw new OperationException(
                        cluster.namespace() + " has keys already (" + keys.maskedAccess() + ")",
                        "scripts/credentials.sh update puts others in their place, rotate makes new ones for them.");
            });
            store(cluster, Duration.ZERO);
        }
        return Tool.DONE;
    }

    @Command(description = "Puts other keys in their place, and lets the functions start anew with them.")
    int update(
            @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "300", converter = Seconds.class, description = "How long to wait for the functions. Default: ${DEFAULT-VALUE}.") Duration patience)
            throws InterruptedException {
        try (var cluster = options.connect()) {
            required(cluster);
            store(cluster, patience);
        }
        return Tool.DONE;
    }

    @Command(description = "Tells which keys there are, without showing them.")
    int show() {
        try (var cluster = options.connect()) {
            var keys = required(cluster);
            terminal.out().printf("namespace   %s%n", cluster.namespace());
            terminal.out().printf("access key  %s (%d characters)%n", keys.maskedAccess(), keys.access().length());
            terminal.out().printf("secret key  ******** (%d characters)%n", keys.secret().length());
            terminal.out().printf("from        %s%n", keys.origin().isEmpty() ? "not known" : keys.origin());
            var older = older(cluster, keys);
            if (!older.isEmpty()) {
                terminal.out().printf("unfinished  a rotation: %s may still work; rotate again deletes them%n",
                        masked(older));
            }
            if (!keys.others().isEmpty()) {
                terminal.out().printf("beside it   %s%n", String.join(", ", keys.others()));
            }
        }
        return Tool.DONE;
    }

    @Command(description = "Has Keystone make new keys, gives them to the functions, waits until these run with them, and"
            + " has Keystone delete the old ones.")
    int rotate(
            @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "300", converter = Seconds.class, description = "How long to wait for the functions. Default: ${DEFAULT-VALUE}.") Duration patience)
            throws InterruptedException {
        try (var cluster = options.connect()) {
            var old = required(cluster);
            var secret = cluster.credentials();
            var replaced = Stream.concat(secret.replaced().stream(), Stream.of(old.access())).distinct().toList();
            try (var keystone = new KeystoneKeys(terminal, secret)) {
                // Before they are replaced: whatever happens then, the next rotation knows of them.
                secret.rememberReplaced(replaced);
                say("Until this is done the old keys stay valid. If it is interrupted, do it again.");
                makeAndTake(cluster, keystone, replaced, patience);
                // Somebody else may have put one of them back meanwhile.
                var current = required(cluster).access();
                for (var access : replaced) {
                    if (!access.equals(current)) {
                        keystone.deleteReplaced(access);
                    }
                }
                secret.rememberReplaced(List.of());
            }
        }
        return Tool.DONE;
    }

    @Command(description = "Deletes the Secret. The functions that run go on with its keys until they end.")
    int delete(
            @Option(names = "--revoke", description = "Has Keystone delete the keys too: then they work nowhere any more.") boolean revoke,
            @Option(names = "--yes", description = "Needed, as nothing brings the keys back.") boolean sure)
            throws InterruptedException {
        try (var cluster = options.connect()) {
            var old = required(cluster);
            var older = older(cluster, old);
            if (!older.isEmpty() && !revoke) {
                say("A rotation was not finished: older keys (" + masked(older) + ") may still work, and nothing will"
                        + " know of them any more. --revoke has Keystone delete them too; openstack ec2 credentials list"
                        + " shows whether they are there.");
            }
            if (!sure) {
                terminal.err().printf("This deletes the keys %s of %s for good: say so with --yes%n",
                        old.maskedAccess(),
                        cluster.namespace());
                return Tool.WRONG;
            }
            if (revoke) {
                try (var keystone = new KeystoneKeys(terminal, cluster.credentials())) {
                    for (var access : older) {
                        keystone.deleteReplaced(access);
                    }
                    keystone.revoke(old);
                }
            }
            cluster.credentials().delete();
            say("The Secret with the keys " + old.maskedAccess() + " is deleted from " + cluster.namespace() + ".");
        }
        return Tool.DONE;
    }

    @Command(description = "Tries the keys of the Secret: lists the bucket, and writes, reads and deletes an object.")
    int test() {
        try (var cluster = options.connect()) {
            var target = Target.of(terminal, cluster.settings());
            if (!works(required(cluster), target)) {
                throw noBucket(target);
            }
        }
        return Tool.DONE;
    }

    /// What a rotation that was not finished has left behind.
    private static List<String> older(Cluster cluster, Keys current) {
        return cluster.credentials().replaced().stream().filter(access -> !access.equals(current.access())).toList();
    }

    private static String masked(List<String> access) {
        return access.stream().map(Keys::masked).collect(Collectors.joining(", "));
    }

    private void store(Cluster cluster, Duration patience) throws InterruptedException {
        boolean given = !terminal.variable(ACCESS_KEY).isEmpty();
        if (!given && !terminal.variable("OS_AUTH_URL").isEmpty()) {
            try (var keystone = new KeystoneKeys(terminal, cluster.credentials())) {
                makeAndTake(cluster, keystone, List.of(), patience);
            }
            return;
        }
        var keys = new Keys(terminal.secret(ACCESS_KEY, "Access key"), terminal.secret(SECRET_KEY, "Secret key"),
                given ? "the environment" : "standard input");
        restart(cluster, write(cluster, tried(cluster, keys)), patience);
    }

    /// New keys of Keystone, which it forgets again if they do not get into the Secret.
    ///
    /// @param replaced access keys that the Secret remembers as to be deleted
    private void makeAndTake(Cluster cluster, KeystoneKeys keystone, List<String> replaced, Duration patience)
            throws InterruptedException {
        var keys = keystone.make();
        String version;
        try {
            // Trying them takes a while.
            keystone.remember(keys, replaced);
            version = write(cluster, tried(cluster, keys));
        } catch (RuntimeException e) {
            keystone.takeBack(keys, replaced);
            throw e;
        }
        restart(cluster, version, patience);
    }

    private Keys tried(Cluster cluster, Keys keys) {
        var target = Target.of(terminal, cluster.settings());
        if (!works(keys, target)) {
            // Keys come first, buckets second: this is no reason not to take them.
            var missing = noBucket(target);
            Wrapped.paragraphs(terminal.out(), missing.getMessage() + ". " + missing.advice());
        }
        return keys;
    }

    /// @return false if the keys work but there is no such bucket
    private boolean works(Keys keys, Target target) {
        var test = new KeyTest(target.endpoint(), new S3Credentials(keys.access(), keys.secret()));
        if (target.layout().isEmpty()) {
            test.onStore();
            say("The keys work at " + target.endpoint() + ". DATA_BUCKET is not set, so no bucket was tried.");
            return true;
        }
        var layout = target.layout().get();
        if (!test.onBuckets(layout, true)) {
            return false;
        }
        say("The keys work at " + target.endpoint() + ": they can list " + layout.dataBucket()
                + ", and write, read and delete in " + layout.outputBucket() + ".");
        return true;
    }

    private String write(Cluster cluster, Keys keys) {
        var version = cluster.credentials().write(keys);
        say("The keys " + keys.maskedAccess() + " are in the Secret of " + cluster.namespace() + ".");
        return version;
    }

    private void restart(Cluster cluster, String version, Duration patience) throws InterruptedException {
        int restarted = cluster.functions().restart(version);
        if (restarted > 0) {
            say(restarted + " functions start anew with them.");
            cluster.functions().awaitReady(patience);
        }
    }

    private static Keys required(Cluster cluster) {
        return cluster.credentials().read().orElseThrow(() -> new OperationException(
                cluster.namespace() + " has no keys", "Give it some: scripts/credentials.sh create."));
    }

    private static OperationException noBucket(Target target) {
        var layout = target.layout().orElseThrow();
        var names = layout.dataBucket().equals(layout.outputBucket())
                ? layout.dataBucket()
                : layout.dataBucket() + ", or no " + layout.outputBucket();
        return new OperationException("The keys work, but there is no bucket " + names,
                "Make it (s3cmd mb s3://NAME, or in Allas' web interface), or correct DATA_BUCKET.");
    }

    private void say(String text) {
        Wrapped.paragraphs(terminal.out(), text);
    }
}
