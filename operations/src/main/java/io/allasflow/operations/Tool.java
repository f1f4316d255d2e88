package io.allasflow.operations;

import io.allasflow.core.config.SettingsException;
import io.allasflow.core.error.PipelineException;
import io.allasflow.operations.cluster.ClusterErrors;
import io.allasflow.operations.store.StoreErrors;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import software.amazon.awssdk.core.exception.SdkException;

/// Runs a command, and tells what went wrong as a person needs it: what happened and what to do, without a stack trace.
public final class Tool {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int WRONG = 2;
    /// Of every tool's help.
    static final int WIDTH = 80;

    private Tool() {}

    /// @return the exit code
    static int run(Object command, Terminal terminal, String... arguments) {
        var line = new CommandLine(command).setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true)).setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, _, _) -> tell(e, terminal));
        if (command instanceof Credentials) {
            line.setParameterExceptionHandler((e, _) -> tellUnseen(e, terminal));
        }
        return line.execute(arguments);
    }

    /// Without the argument that is wrong, which may be a key.
    private static int tellUnseen(ParameterException e, Terminal terminal) {
        Wrapped.paragraphs(terminal.err(), "These arguments are not right. Keys and passwords never are arguments: they"
                + " would stay in the shell's history. What was given so should be changed.");
        e.getCommandLine().usage(terminal.err());
        return WRONG;
    }

    private static int tell(Exception thrown, Terminal terminal) throws Exception {
        switch (thrown) {
            case SettingsException e -> {
                // Its first line speaks of a function that starts.
                terminal.err().println("Mend these environment variables, or log in to the cluster that has them:");
                e.getMessage().lines().skip(1).forEach(terminal.err()::println);
                return WRONG;
            }
            case OperationException e -> {
                Wrapped.paragraphs(terminal.err(), sentence(e.getMessage()), e.advice());
                return e.code();
            }
            case PipelineException e -> {
                return tell(StoreErrors.explain(e), terminal);
            }
            case KubernetesClientException e -> {
                return tell(ClusterErrors.explain(e), terminal);
            }
            case SdkException e -> {
                return tell(StoreErrors.explain(e, ""), terminal);
            }
            case InterruptedException _ -> Thread.currentThread().interrupt();
            default -> throw thrown;
        }
        return FAILED;
    }

    /// What a server said may end in a full stop of its own.
    static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
