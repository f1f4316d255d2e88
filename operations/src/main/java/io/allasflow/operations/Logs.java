package io.allasflow.operations;

import io.allasflow.operations.cluster.Cluster;
import io.allasflow.operations.cluster.ClusterOptions;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the functions log, of all their pods.
@Command(name = "scripts/logs.sh", usageHelpWidth = Tool.WIDTH, description = {
    "Prints what the functions log, one JSON object a line, oldest pod first, of the pods that are there. A function that"
            + " sleeps has none; what ended pods said is in the cluster's own log store, and how each dataset went in"
            + " the bucket: scripts/status.sh.%n"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:printed", "1:it did not work; what to do is said", "2:the arguments are wrong"})
public final class Logs implements Callable<Integer> {
    private static final List<String> FUNCTIONS = List.of("fn-ingest", "fn-clean", "fn-summarize");

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions options;

    @Parameters(paramLabel = "FUNCTION", arity = "0..*", description = "fn-ingest, fn-clean or fn-summarize. Default: all.")
    private List<String> functions = FUNCTIONS;

    @Option(names = "--tail", paramLabel = "LINES", defaultValue = "200", description = "Of each pod, the last ones. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Option(names = "--grep", paramLabel = "TEXT", defaultValue = "", description = "Only lines that hold this, such as a dataset's name.")
    private String text;

    @Option(names = {"-f",
        "--follow"}, description = "Go on with what is logged from now on, also by pods that wake up, until Ctrl-C.")
    private boolean follow;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and end.")
    private boolean help;

    Logs(Terminal terminal, KubernetesClient client) {
        this.terminal = terminal;
        options = new ClusterOptions(client);
    }

    public static void main(String[] arguments) {
        var terminal = Terminal.ofProcess();
        System.exit(Tool.run(new Logs(terminal, null), terminal, arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!FUNCTIONS.containsAll(functions) || lines < 1) {
            terminal.err().println("FUNCTION is one of " + String.join(", ", FUNCTIONS) + ", LINES at least 1");
            return Tool.WRONG;
        }
        try (var cluster = options.connect()) {
            if (follow) {
                terminal.err().println("Following " + String.join(", ", functions) + " until Ctrl-C.");
                new LogFollower(cluster, terminal, lines, this::show).follow(functions);
            } else {
                functions.forEach(function -> print(cluster, function));
            }
        }
        return Tool.DONE;
    }

    private void print(Cluster cluster, String function) {
        var pods = cluster.client().pods().inNamespace(cluster.namespace()).list().getItems().stream()
                .filter(pod -> isOf(function, pod))
                .sorted(Comparator.comparing(pod -> String.valueOf(pod.getMetadata().getCreationTimestamp()))).toList();
        if (pods.isEmpty()) {
            terminal.err().println(function + " sleeps: it has no pods.");
        }
        pods.forEach(pod -> print(cluster, function, pod));
    }

    /// Knative puts a container of its own beside ours.
    private static boolean isOf(String function, Pod pod) {
        return pod.getSpec() != null
                && pod.getSpec().getContainers().stream().anyMatch(container -> container.getName().equals(function));
    }

    private void show(String line) {
        if (line.contains(text)) {
            terminal.out().println(line);
        }
    }

    private void print(Cluster cluster, String function, Pod pod) {
        var name = pod.getMetadata().getName();
        try {
            var log = cluster.client().pods().inNamespace(cluster.namespace()).withName(name).inContainer(function)
                    .tailingLines(lines).getLog();
            log.lines().forEach(this::show);
        } catch (KubernetesClientException e) {
            // A container that never started has none, and its neighbours may have.
            if (e.getCode() != 400 && e.getCode() != 404) {
                throw e;
            }
            terminal.err().println(name + " has not started: scripts/doctor.sh tells why.");
        }
    }
}
