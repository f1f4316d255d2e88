package io.allasflow.bench;

import io.allasflow.local.demo.FunctionProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A function that sleeps until an event comes: its process is started for it, and told as soon as it listens.
final class ColdStart implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration LIMIT = Duration.ofMinutes(1);
    /// A second has so many of what `/proc/<pid>/stat` counts, on every Linux.
    private static final int TICKS = 100;

    private final FunctionProcess process;
    private final long began;

    private ColdStart(FunctionProcess process, long began) {
        this.process = process;
        this.began = began;
    }

    static ColdStart start(String function, List<String> command, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        var url = FunctionProcess.freeUrl();
        var began = System.nanoTime();
        var process = FunctionProcess.start(function, command, url, environment, log);
        while (!listens(url)) {
            if (!process.handle().isAlive() || System.nanoTime() - began > LIMIT.toNanos()) {
                process.close();
                throw new IOException(function + " does not listen: see " + log);
            }
            Thread.sleep(1);
        }
        return new ColdStart(process, began);
    }

    /// Since the process was started.
    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /// @return its answer, another event
    BenchEvent send(BenchEvent event) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(process.url()).timeout(LIMIT)
                .POST(BodyPublishers.ofByteArray(event.data()));
        event.headers().forEach(request::header);
        HttpResponse<byte[]> answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(process.name() + " answered " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return BenchEvent.of(answer.headers().map(), answer.body());
    }

    /// Of a processor, by all its threads, so far.
    double processorSeconds() throws IOException {
        var stat = Files.readString(proc("stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS;
    }

    /// MiB of it in memory now, and of them those that no file holds.
    double[] residentMiB() throws IOException {
        return new double[]{kilobytes("VmRSS:") / 1024, kilobytes("RssAnon:") / 1024};
    }

    @Override
    public void close() {
        process.close();
    }

    private double kilobytes(String name) throws IOException {
        try (var lines = Files.lines(proc("status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.handle().pid()), file);
    }

    private static boolean listens(URI url) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
