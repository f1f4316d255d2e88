package io.allasflow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a command answered.
///
/// @param text both what it printed and what it complained of, with one space for each run of white space
record Ran(int code, String out, String err, String text) {

    /// @param typed lines of the standard input
    static Ran of(Map<String, String> environment, List<String> typed, Function<Terminal, Object> command,
            String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var input = new ArrayDeque<>(typed);
        var terminal = new Terminal(environment, new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), _ -> input.poll());
        int code = Tool.run(command.apply(terminal), terminal, arguments);
        var printed = out.toString(StandardCharsets.UTF_8);
        var complained = err.toString(StandardCharsets.UTF_8);
        return new Ran(code, printed, complained, (printed + " " + complained).replaceAll("\\s+", " "));
    }

    static Ran of(Map<String, String> environment, Function<Terminal, Object> command, String... arguments) {
        return of(environment, List.of(), command, arguments);
    }

    Ran done() {
        assertThat(code).as(text).isZero();
        return this;
    }

    Ran failed() {
        assertThat(code).as(text).isEqualTo(Tool.FAILED);
        assertThat(err).doesNotContain("Exception");
        return this;
    }

    Ran says(String... words) {
        assertThat(text).contains(words);
        assertThat(out.lines().filter(line -> line.length() > 80 && !line.contains("http"))).isEmpty();
        return this;
    }

    Ran hides(String... secrets) {
        assertThat(text).doesNotContain(secrets);
        return this;
    }
}
