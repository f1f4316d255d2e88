package io.allasflow.local.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// One packaged function as a process of its own, with the heap it has in its 512 MiB container.
public final class FunctionProcess implements AutoCloseable {
    /// Those of knative/settings/settings.yaml.
    public static final List<String> JVM_OPTIONS = List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmx256m",
            "-XX:TrimNativeHeapInterval=10000", "-XX:+ExitOnOutOfMemoryError", "-XX:InlineSmallCode=1000",
            "-XX:CompileThresholdScaling=5", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0",
            "-XX:-AOTReplayTraining", "-Djdk.reflect.useNativeAccessorOnly=true", "--enable-native-access=ALL-UNNAMED");
    /// What a person's shell may hold for the real Allas; a function started here must not see it.
    private static final Pattern NOT_INHERITED = Pattern.compile("(ALLAS|AWS|OUTPUT|SOURCE|DATA|QUARKUS|K|NOTIFICATION"
            + "|NOTIFICATIONS|PUBLISH|RELAY|JOB|SCAN|RETRY|AUDIT|MAX_EVENTS)_.*|JAVA_HOME");
    private static final Path DEATH_SIGNAL = Path.of("/usr/bin/setpriv");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    /// A process ended by a signal has its number more than this as exit code.
    private static final int SIGNAL = 128;
    private static final int LOG_LINES_SHOWN = 15;
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final int MAX_PORTS_TRIED = 100;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final String name;
    private final URI url;
    private final Path log;
    private final Process process;

    private FunctionProcess(String name, URI url, Path log, Process process) {
        this.name = name;
        this.url = url;
        this.log = log;
        this.process = process;
    }

    /// @param jar the `quarkus-run.jar` of the packaged function
    /// @param more options of the JVM, which win over [#JVM_OPTIONS]
    /// @return the command that runs it
    public static List<String> java(Path jar, List<String> more) throws IOException {
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is not there: build it with ./mvnw package");
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(more);
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    /// @param function runs it, and is told by QUARKUS_HTTP_HOST and QUARKUS_HTTP_PORT where it is to listen
    /// @param url of this machine, with a free port, that it is to listen on
    public static FunctionProcess start(String name, List<String> function, URI url, Map<String, String> environment,
            Path log) throws IOException {
        var command = new ArrayList<String>();
        if (Files.isExecutable(DEATH_SIGNAL)) {
            // On Linux the kernel ends the function even if this process is killed without a chance to.
            command.addAll(List.of(DEATH_SIGNAL.toString(), "--pdeathsig", "TERM"));
        }
        command.addAll(function);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> !isInherited(variable));
        builder.environment().putAll(environment);
        // As on a cluster: glibc otherwise keeps an arena for each thread, and never gives it back.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().put("QUARKUS_HTTP_HOST", url.getHost());
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(url.getPort()));
        var process = builder.start();
        process.getOutputStream().close();
        return new FunctionProcess(name, url, log, process);
    }

    /// Whether a variable of this process is also its functions'.
    public static boolean isInherited(String variable) {
        return !NOT_INHERITED.matcher(variable).matches();
    }

    /// An address that nothing listens on, another one at each call, and below the ports that systems pick for whoever
    /// asks for any: so nobody else gets it before the function is up.
    public static URI freeUrl() throws IOException {
        for (int attempt = 0; attempt < MAX_PORTS_TRIED; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (var socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                if (GIVEN.add(port)) {
                    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
                }
            } catch (BindException e) {
                // In use: another one.
            }
        }
        throw new IOException("No free port from " + LOWEST_PORT + " to " + HIGHEST_PORT + " was found");
    }

    public String name() {
        return name;
    }

    public URI url() {
        return url;
    }

    /// For tests that end it in ways of their own.
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /// @throws IOException with the end of its log if it ends or is not ready in time
    public void awaitReady(HttpClient client) throws IOException, InterruptedException {
        var end = System.nanoTime() + START_LIMIT.toNanos();
        // Whether it lives is asked last: another process may have answered in its place.
        for (boolean ready = isReady(client); !ready || !process.isAlive(); ready = isReady(client)) {
            if (!process.isAlive()) {
                if (process.exitValue() > SIGNAL) {
                    throw new IOException(name + " was stopped while it started");
                }
                throw new IOException(name + " ended with exit code " + process.exitValue() + ":\n" + endOfLog());
            }
            if (System.nanoTime() > end) {
                throw new IOException(name + " is not ready after " + START_LIMIT.toSeconds() + " s:\n" + endOfLog());
            }
            Thread.sleep(50);
        }
    }

    /// The most memory it had at once, in bytes, where the system tells (Linux).
    public OptionalLong peakMemory() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /// Waits until it ends by itself, as a Job does.
    ///
    /// @return its exit code
    /// @throws IOException with the end of its log if it does not
    public int awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(name + " has not ended after " + START_LIMIT.toSeconds() + " s:\n" + endOfLog());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        stop(STOP_LIMIT);
    }

    /// Asks it to end, and kills it if it has not after `limit`.
    public void stop(Duration limit) {
        process.destroy();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(url.resolve("/q/health/ready")).timeout(Duration.ofSeconds(5)).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String endOfLog() throws IOException {
        var lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()))
                + "\n(all of it: " + log + ")";
    }
}
