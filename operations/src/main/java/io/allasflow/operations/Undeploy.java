package io.allasflow.operations;

import io.allasflow.operations.cluster.ClusterOptions;
import io.allasflow.operations.cluster.Kubectl;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Takes the pipeline off a cluster. The bucket is left as it is.
@Command(name = "scripts/undeploy.sh", usageHelpWidth = Tool.WIDTH, description = {
    "Deletes from a namespace what an overlay has put there. The bucket is not touched: what was made stays, and a"
            + " later deployment goes on from there. The Secrets stay too; scripts/credentials.sh delete removes that"
            + " of the keys.%n"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:deleted",
                "1:it did not work; what to do is said", "2:the arguments are wrong, or --yes is missing"})
public final class Undeploy implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions options;

    @Parameters(paramLabel = "OVERLAY", description = "As it was deployed.")
    private String overlay;

    @Option(names = "--yes", description = "Needed, as the pipeline then stands still.")
    private boolean sure;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and end.")
    private boolean help;

    Undeploy(Terminal terminal, KubernetesClient client) {
        this.terminal = terminal;
        options = new ClusterOptions(client);
    }

    public static void main(String[] arguments) {
        var terminal = Terminal.ofProcess();
        System.exit(Tool.run(new Undeploy(terminal, null), terminal, arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        var chosen = Overlay.of(overlay);
        try (var cluster = options.connect()) {
            if (!sure) {
                terminal.err().printf("This takes the pipeline off %s: say so with --yes%n", cluster.namespace());
                return Tool.WRONG;
            }
            var kubectl = new Kubectl(terminal, options.context(), cluster.namespace());
            // A namespace would take the Secrets with it, and whatever else is there.
            if (chosen.build(kubectl, cluster.namespace()).hasKind("Namespace")) {
                throw new OperationException("The overlay holds the namespace itself",
                        "Delete the namespace by hand, if nothing else is in it: kubectl delete namespace "
                                + cluster.namespace() + ".");
            }
            terminal.out()
                    .print(Kubectl.done(kubectl.run("delete", "-k", chosen.toString(), "--ignore-not-found")).out());
            Wrapped.paragraphs(terminal.out(), "The pipeline is gone from " + cluster.namespace()
                    + "; the bucket and the Secrets are as they were.",
                    "If the bucket notifies the pipeline, end that too, or uploads may fail later:"
                            + " scripts/notifications.sh delete.");
        }
        return Tool.DONE;
    }
}
