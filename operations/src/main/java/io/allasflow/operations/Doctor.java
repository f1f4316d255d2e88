package io.allasflow.operations;

import io.allasflow.operations.cluster.Cluster;
import io.allasflow.operations.cluster.ClusterOptions;
import io.allasflow.operations.doctor.Examination;
import io.allasflow.operations.doctor.Findings;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Looks at everything that has to be right, and says what to do about what is not.
@Command(name = "scripts/doctor.sh", usageHelpWidth = Tool.WIDTH, description = {
    "Looks at this machine, the cluster, the settings, the object store and what became of the datasets, and says what"
            + " to do about what is not right.%n",
    "The settings are those of the environment (ALLAS_ENDPOINT, ALLAS_ACCESS_KEY, ALLAS_SECRET_KEY, DATA_BUCKET,"
            + " SOURCE_PREFIX, OUTPUT_BUCKET, OUTPUT_PREFIX), and where it says nothing those of the cluster. To find"
            + " out what the store can do, some 5 MiB are written under OUTPUT_PREFIX and deleted again.%n"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:nothing failed, though there may be something to note", "1:something failed",
                "2:the arguments are wrong"})
public final class Doctor implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ClusterOptions options;

    @Option(names = "--no-cluster", description = "Leave the cluster alone.")
    private boolean noCluster;

    @Option(names = "--read-only", description = "Write nothing to the bucket.")
    private boolean readOnly;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and end.")
    private boolean help;

    Doctor(Terminal terminal, KubernetesClient client) {
        this.terminal = terminal;
        options = new ClusterOptions(client);
    }

    public static void main(String[] arguments) {
        var terminal = Terminal.ofProcess();
        System.exit(Tool.run(new Doctor(terminal, null), terminal, arguments));
    }

    @Override
    public Integer call() {
        var findings = new Findings(terminal.out());
        if (noCluster || !options.isKnown()) {
            examine(findings, Optional.empty());
        } else {
            try (var cluster = options.connect()) {
                examine(findings, Optional.of(cluster));
            }
        }
        terminal.out().printf("%n%s%n", findings.sum());
        return findings.failed() == 0 ? Tool.DONE : Tool.FAILED;
    }

    private void examine(Findings findings, Optional<Cluster> cluster) {
        new Examination(terminal, findings, cluster).run(!readOnly);
    }
}
