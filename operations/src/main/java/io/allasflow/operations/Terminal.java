package io.allasflow.operations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Where a command is run from. `toString` leaves the environment out, which holds secrets.
///
/// @param secrets asks for a secret by a prompt, and gives what was typed, unseen; null at the end of the input
public record Terminal(Map<String, String> environment, PrintStream out, PrintStream err,
        UnaryOperator<String> secrets) {

    /// The one that this process has. Secrets are typed, or are lines of the standard input if that is no terminal.
    public static Terminal ofProcess() {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        var console = System.console();
        if (console != null && console.isTerminal()) {
            return new Terminal(System.getenv(), out, err, prompt -> {
                var typed = console.readPassword("%s: ", prompt);
                return typed == null ? null : new String(typed);
            });
        }
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new Terminal(System.getenv(), out, err, _ -> line(lines));
    }

    /// The variable's value, or the empty string.
    public String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    /// The variable's value, or what is typed or piped in.
    public String secret(String variable, String prompt) {
        var known = variable(variable);
        if (!known.isEmpty()) {
            return known;
        }
        var typed = secrets.apply(prompt);
        if (typed == null || typed.isBlank()) {
            throw new OperationException(variable + " is missing",
                    "Set it in the environment, or give it when asked; standard input may hold it as a line.");
        }
        return typed.strip();
    }

    @Override
    public String toString() {
        return "Terminal";
    }

    private static String line(BufferedReader lines) {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
