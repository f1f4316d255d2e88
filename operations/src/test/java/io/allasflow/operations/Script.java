package io.allasflow.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Servers that scripts start for tests.
final class Script {
    private static final Path SCRIPTS = Path.of(System.getProperty("allasflow.home"), "scripts");

    private Script() {}

    static boolean isInstalled(String... programs) {
        for (var program : programs) {
            if (Stream.of(System.getenv("PATH").split(":"))
                    .noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
                return false;
            }
        }
        return true;
    }

    /// @return what it printed
    static String run(Map<String, String> environment, String name, String argument)
            throws IOException, InterruptedException {
        return start(environment, SCRIPTS.resolve(name).toString(), argument);
    }

    /// Sets what only the gateway's administrator can.
    static void onCeph(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        var config = Path.of(System.getProperty("java.io.tmpdir"),
                "allasflow-ceph-" + environment.get("CEPH_RGW_PORT"), "ceph.conf");
        var command = new ArrayList<>(List.of("radosgw-admin", "-c", config.toString(), "-n", "client.gateway"));
        command.addAll(List.of(arguments));
        start(environment, command.toArray(String[]::new));
    }

    private static String start(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var log = Files.createTempFile("allasflow-script", ".log");
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            int code = builder.start().waitFor();
            var printed = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(code).as(printed).isZero();
            return printed;
        } finally {
            Files.delete(log);
        }
    }

    /// The variables that a script's `env` prints.
    static Map<String, String> variables(Map<String, String> environment, String name)
            throws IOException, InterruptedException {
        var variables = new HashMap<String, String>();
        for (var pair : run(environment, name, "env").strip().split("\\s+")) {
            variables.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return variables;
    }
}
