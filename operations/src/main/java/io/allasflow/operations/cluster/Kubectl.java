package io.allasflow.operations.cluster;

import io.allasflow.operations.OperationException;
import io.allasflow.operations.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Runs kubectl, which has kustomize inside.
public final class Kubectl {
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
