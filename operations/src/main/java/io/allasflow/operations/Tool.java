package io.allasflow.operations;

import io.allasflow.core.config.SettingsException;
import io.allasflow.core.error.PipelineException;
import io.allasflow.operations.cluster.ClusterErrors;
import io.allasflow.operations.store.StoreErrors;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;
import software.amazon.awssdk.core.exception.SdkException;

/// Runs a command, and tells what went wrong as a person needs it: what happened and what to do, without a stack trace.
public final class Tool {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int WRONG = 2;
    /// Of every tool's help.
    static final int WIDTH = 80;
    private static final Pattern OPTION = Pattern.compile("--?[a-z]{1,12}(-[a-z]{1,12}){0,2}");

    private Tool() {}

    /// @return the exit code
    static int run(Object command, Terminal terminal, String... arguments) {
        var line = new CommandLine(command).setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true)).setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, _, _) -> tell(e, terminal));
        var usual = line.getParameterExceptionHandler();
        return line.setParameterExceptionHandler((e, all) -> e instanceof UnmatchedArgumentException unmatched
                ? tellUnmatched(unmatched, terminal)
                : usual.handleParseException(e, all)).execute(arguments);
    }

    /// Only what is clearly an option's name is repeated: the rest may be a key.
    private static int tellUnmatched(UnmatchedArgumentException e, Terminal terminal) {
        var options = e.getUnmatched().stream().map(argument -> argument.split("=", 2)[0])
                .filter(argument -> OPTION.matcher(argument).matches()).toList();
        if (!options.isEmpty()) {
            Wrapped.paragraphs(terminal.err(), "There is no option " + String.join(", ", options) + ".");
        }
        if (!options.equals(e.getUnmatched())) {
            Wrapped.paragraphs(terminal.err(), "These arguments are not right. Keys and passwords never are arguments:"
                    + " they would stay in the shell's history. What was given so should be changed.");
        }
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
