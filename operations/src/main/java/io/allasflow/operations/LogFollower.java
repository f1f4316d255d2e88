package io.allasflow.operations;

import io.allasflow.operations.cluster.Cluster;
import io.allasflow.operations.cluster.ClusterErrors;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Passes on what containers log while they log it, also those of pods that wake up later.
final class LogFollower {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final Terminal terminal;
    private final int lines;
    private final Consumer<String> print;
    private final Set<String> followed = new HashSet<>();

    /// @param lines of those that a container has logged already, the last ones
    /// @param print is called by several threads
    LogFollower(Cluster cluster, Terminal terminal, int lines, Consumer<String> print) {
        this.cluster = cluster;
        this.terminal = terminal;
        this.lines = lines;
        this.print = print;
    }

    /// Goes on until it is interrupted, also where the cluster does not answer for a while.
    ///
    /// @throws KubernetesClientException if it does not answer at first
    void follow(List<String> functions) throws InterruptedException {
        look(functions);
        var told = "";
        while (true) {
            Thread.sleep(BETWEEN_LOOKS);
            try {
                look(functions);
                told = "";
            } catch (KubernetesClientException e) {
                var why = ClusterErrors.explain(e).getMessage();
                if (!why.equals(told)) {
                    Wrapped.paragraphs(terminal.err(), Tool.sentence(why) + " New pods are looked for again.");
                }
                told = why;
            }
        }
    }

    private void look(List<String> functions) {
        for (var pod : cluster.client().pods().inNamespace(cluster.namespace()).list().getItems()) {
            var statuses = pod.getStatus() == null ? null : pod.getStatus().getContainerStatuses();
            if (statuses != null) {
                statuses.stream().filter(status -> functions.contains(status.getName()) && hasStarted(status))
                        .forEach(status -> follow(pod, status));
            }
        }
    }

    private static boolean hasStarted(ContainerStatus status) {
        return status.getState() != null
                && (status.getState().getRunning() != null || status.getState().getTerminated() != null);
    }

    private void follow(Pod pod, ContainerStatus status) {
        var name = pod.getMetadata().getName();
        // A container that is started anew logs anew.
        if (followed.add(name + " " + status.getName() + " " + status.getContainerID())) {
            Thread.ofVirtual().start(() -> pass(name, status.getName()));
        }
    }

    private void pass(String pod, String container) {
        try (var log = cluster.client().pods().inNamespace(cluster.namespace()).withName(pod).inContainer(container)
                .tailingLines(lines).watchLog();
                var reader = new BufferedReader(new InputStreamReader(log.getOutput(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                print.accept(line);
            }
        } catch (IOException | KubernetesClientException e) {
            Wrapped.paragraphs(terminal.err(),
                    "The log of " + pod + " broke off: " + Tool.sentence(Reason.of(e)) + " Follow anew for the rest.");
        }
    }
}
