package io.allasflow.operations;

import io.allasflow.operations.cluster.Cluster;
import io.allasflow.operations.cluster.ClusterErrors;
import io.allasflow.operations.cluster.ClusterOptions;
import io.allasflow.operations.cluster.Kubectl;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
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

    @Parameters(paramLabel = "OVERLAY", defaultValue = "base", description = "base, a folder of knative/overlays, or a directory of your own. Default: ${DEFAULT-VALUE}.")
    private String overlay;

    @Option(names = "--dry-run", description = "Have the cluster check it all, and change nothing.")
    private boolean dryRun;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "300", description = "How long to wait for the functions. Default: ${DEFAULT-VALUE}.")
    private int patience;

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
        var directory = Overlay.of(overlay).toString();
        try (var cluster = options.connect()) {
            var kubectl = new Kubectl(terminal, options.context(), cluster.namespace());
            var manifests = done(kubectl.local("kustomize", directory)).out();
            requireKnative(cluster, manifests);
            requireBucket(manifests);
            requireKeys(cluster);
            var applied = dryRun
                    ? done(kubectl.run("apply", "-k", directory, "--dry-run=server"))
                    : done(kubectl.run("apply", "-k", directory));
            terminal.out().print(applied.out());
            if (dryRun) {
                say("The cluster would take it all. Nothing is changed.");
                return Tool.DONE;
            }
            say("Waiting for the functions ...");
            cluster.functions().awaitReady(Duration.ofSeconds(patience));
            next(cluster);
        }
        return Tool.DONE;
    }

    private static void requireKnative(Cluster cluster, String manifests) {
        for (var group : new String[]{"serving.knative.dev", "eventing.knative.dev"}) {
            if (manifests.contains("apiVersion: " + group + "/") && !cluster.has(group)) {
                throw new OperationException("The cluster has no Knative (" + group + ")",
                        "Have OpenShift Serverless installed, or Knative; or deploy without: scripts/deploy.sh"
                                + " plain-kubernetes.");
            }
        }
    }

    /// The functions work on the overlay's bucket, the other tools look at the environment's: two would go unnoticed.
    private void requireBucket(String manifests) {
        var here = terminal.variable("DATA_BUCKET");
        var name = "DATA_BUCKET: ";
        boolean another = manifests.lines().map(String::strip).filter(line -> line.startsWith(name))
                .anyMatch(line -> !line.substring(name.length()).replace("\"", "").equals(here));
        if (!here.isEmpty() && another) {
            throw new OperationException("The overlay names another bucket than DATA_BUCKET, which is " + here,
                    "Deploy an overlay of your own, which names yours (docs/operations.md), or unset DATA_BUCKET.");
        }
    }

    private static void requireKeys(Cluster cluster) {
        if (cluster.credentials().read().isEmpty()) {
            throw new OperationException(cluster.namespace() + " has no keys for the bucket",
                    "Give it some first: scripts/credentials.sh create -n " + cluster.namespace() + ".");
        }
    }

    /// What a refusal means is told as if the cluster had been asked directly.
    static Kubectl.Answer done(Kubectl.Answer answer) {
        if (answer.code() == 0) {
            return answer;
        }
        var said = answer.err().strip();
        if (said.contains("exceeded quota")) {
            throw ClusterErrors.explain(new KubernetesClientException(said, 403,
                    new StatusBuilder().withMessage(said).build()));
        }
        throw new OperationException("kubectl says: " + said,
                said.contains("no matches for kind")
                        ? "The cluster lacks what defines that kind: see scripts/doctor.sh."
                        : "Mend that, and do it again: what is there already stays.");
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
