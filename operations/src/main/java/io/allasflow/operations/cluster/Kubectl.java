package io.allasflow.operations.cluster;

import io.allasflow.operations.OperationException;
import io.allasflow.operations.Terminal;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs kubectl, which has kustomize inside.
public final class Kubectl {
    private static final Pattern LOG_LINE = Pattern.compile("[EWI][0-9]{4} [0-9:.]+ +[0-9]+ ");

    private final Path program;
    private final List<String> options = new ArrayList<>();

    /// @param context of the kubeconfig; null for its current one
    public Kubectl(Terminal terminal, String context, String namespace) {
        program = Stream.of(terminal.variable("PATH").split(":")).filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "kubectl")).filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new OperationException("kubectl is missing",
                        "Install it: https://kubernetes.io/docs/tasks/tools/; on OpenShift oc will do, linked as"
                                + " kubectl."));
        if (context != null) {
            options.addAll(List.of("--context", context));
        }
        options.addAll(List.of("--namespace", namespace));
    }

    public record Answer(int code, String out, String err) {}

    /// Without the options that name a cluster.
    public Answer local(String... arguments) throws InterruptedException {
        return start(List.of(arguments));
    }

    public Answer run(String... arguments) throws InterruptedException {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(options);
        return start(all);
    }

    /// What a refusal means is told as if the cluster had been asked directly.
    public static Answer done(Answer answer) {
        if (answer.code() == 0) {
            return answer;
        }
        // A cluster that is not there is complained of dozens of times, and in a log's words too.
        var said = answer.err().lines().filter(line -> !LOG_LINE.matcher(line).lookingAt()).distinct()
                .collect(Collectors.joining("\n")).strip();
        if (said.contains("exceeded quota")) {
            throw ClusterErrors.explain(new KubernetesClientException(said, 403,
                    new StatusBuilder().withMessage(said).build()));
        }
        throw new OperationException("kubectl says: " + said,
                said.contains("no matches for kind")
                        ? "The cluster lacks what defines that kind: see scripts/doctor.sh."
                        : "Mend that, and do it again: what is there already stays.");
    }

    private Answer start(List<String> arguments) throws InterruptedException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        try {
            var process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            // Both at once: a full pipe would stop it.
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            var out = text(process.getInputStream());
            return new Answer(process.waitFor(), out, err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
