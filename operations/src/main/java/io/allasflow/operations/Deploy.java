package io.allasflow.operations;

import io.allasflow.operations.cluster.Cluster;
import io.allasflow.operations.cluster.ClusterOptions;
import io.allasflow.operations.cluster.Kubectl;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts the pipeline onto a cluster, or a newer one in its place.
@Command(name = "scripts/deploy.sh", usageHelpWidth = Tool.WIDTH, description = {
    "Applies an overlay to a namespace, waits until the functions are ready, and says what to do next. Doing it again"
            + " does no harm. Before the first time give the namespace the keys of the bucket:"
            + " scripts/credentials.sh create.%n"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:deployed and ready", "1:it did not work; what to do is said", "2:the arguments are wrong"})
public final class Deploy implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions options;

    @Parameters(paramLabel = "OVERLAY", description = "A folder of knative/overlays, or a directory of your own.")
    private String overlay;

    @Option(names = "--dry-run", description = "Have the cluster check it all, and change nothing.")
    private boolean dryRun;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "300", converter = Seconds.class, description = "How long to wait for the functions. Default: ${DEFAULT-VALUE}.")
    private Duration patience;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and end.")
    private boolean help;

    Deploy(Terminal terminal, KubernetesClient client) {
        this.terminal = terminal;
        options = new ClusterOptions(client);
    }

    public static void main(String[] arguments) {
        var terminal = Terminal.ofProcess();
        System.exit(Tool.run(new Deploy(terminal, null), terminal, arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        var chosen = Overlay.of(overlay);
        var directory = chosen.toString();
        try (var cluster = options.connect()) {
            var kubectl = new Kubectl(terminal, options.context(), cluster.namespace());
            var manifests = chosen.build(kubectl, cluster.namespace());
            requireBucket(manifests);
            requireKnative(cluster, manifests);
            requireKeys(cluster);
            var applied = dryRun
                    ? Kubectl.done(kubectl.run("apply", "-k", directory, "--dry-run=server"))
                    : Kubectl.done(kubectl.run("apply", "-k", directory));
            terminal.out().print(applied.out());
            if (dryRun) {
                say("The cluster would take it all. Nothing is changed.");
                return Tool.DONE;
            }
            say("Waiting for the functions ...");
            cluster.functions().awaitReady(patience);
            next(cluster);
        }
        return Tool.DONE;
    }

    /// The functions would work on the overlay's bucket and the other tools look at the shell's, unnoticed.
    private void requireBucket(Manifests manifests) {
        var meant = terminal.variable("DATA_BUCKET");
        var set = manifests.dataBucket();
        if (!meant.isEmpty() && set.isPresent() && !set.get().equals(meant)) {
            throw OperationException.ofArguments(
                    "The overlay is for the bucket " + set.get() + ", but DATA_BUCKET is " + meant,
                    "Set the bucket in an overlay of your own (docs/operations.md shows one), or unset DATA_BUCKET.");
        }
    }

    private static void requireKnative(Cluster cluster, Manifests manifests) {
        for (var group : new String[]{"serving.knative.dev", "eventing.knative.dev"}) {
            if (manifests.hasGroup(group) && !cluster.has(group)) {
                throw new OperationException("The cluster has no Knative (" + group + ")",
                        "Have OpenShift Serverless installed, or Knative; or deploy without: scripts/deploy.sh"
                                + " plain-kubernetes.");
            }
        }
    }

    private static void requireKeys(Cluster cluster) {
        if (cluster.credentials().read().isEmpty()) {
            throw new OperationException(cluster.namespace() + " has no keys for the bucket",
                    "Give it some first: scripts/credentials.sh create -n " + cluster.namespace() + ".");
        }
    }

    private void next(Cluster cluster) {
        var bucket = cluster.settings().getOrDefault("DATA_BUCKET", "the bucket");
        say("Ready. Put a table into " + bucket + ": the next scan, within 15 minutes, finds it.");
        var where = options.forKubectl();
        terminal.out().printf("  scripts/doctor.sh%s   looks whether all is well%n", where);
        terminal.out().printf("  scripts/status.sh%s   shows what became of each table%n", where);
    }

    private void say(String text) {
        Wrapped.paragraphs(terminal.out(), text);
    }
}
