package io.allasflow.local;

import io.allasflow.core.config.PipelineConfig;
import io.allasflow.local.demo.CurlLines;
import io.allasflow.local.demo.LocalPipeline;
import io.allasflow.local.demo.ModelResults;
import io.allasflow.local.demo.Objects;
import io.allasflow.local.demo.Outcome;
import io.allasflow.local.demo.Progress;
import io.allasflow.local.demo.ResultTable;
import io.allasflow.local.demo.RunDirectory;
import io.allasflow.local.demo.SourceFiles;
import io.allasflow.local.demo.Uploads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs the whole pipeline on this machine over files, and tells what became of each.
@Command(name = "scripts/demo.sh", sortOptions = false, usageHelpWidth = 80, description = {
    "Runs the whole pipeline on this machine, without a cluster or a container: an S3 server, a"
            + " stand-in for the Knative broker and the three functions, each a process of its own.",
    "Ends with a line for each source object. The exit code is 0 only if each one was summarized,"
            + " excluded by the settings, or rejected for a reason that the table shows.%n"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:every object is as it should be",
                "1:at least one is unfinished, or could not be put into the bucket", "2:the arguments are wrong",
                "3:something could not be started"})
public final class Demo implements Callable<Integer> {
    private static final int UNFINISHED = 1;
    private static final int WRONG_ARGUMENTS = 2;
    private static final int BROKEN = 3;
    private static final Duration POLL = Duration.ofMillis(50);
    /// Scans that change nothing, with this pause between them, before the rest is given up.
    private static final int IDLE_SCANS = 6;
    private static final Duration IDLE_PAUSE = Duration.ofSeconds(5);

    @Parameters(paramLabel = "FILE|DIR", arity = "0..*", description = "Your own files; a directory with all below it, each under its path from there. Without any:"
            + " the sample files in samples/data.")
    private List<Path> sources = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the bucket's objects can be read as plain files, DIR/demo/KEY, and the logs of the"
            + " functions, DIR/logs. Wiped first. Default: target/demo in the project.")
    private Path out;

    @Option(names = "--config", paramLabel = "FILE", description = "How to read and clean; becomes pipeline/config/pipeline.yaml in the bucket."
            + " Default with the sample files: samples/pipeline.yaml.")
    private Path config;

    @Option(names = "--models", paramLabel = "DIR", description = "SQL files, each a table to be made of the cleaned ones; they become"
            + " pipeline/config/models/ in the bucket. Default with the sample files: samples/models.")
    private Path models;

    @Option(names = "--keep", description = "Do not wipe DIR: run on the bucket as the last run left it, so that only new"
            + " and changed files are processed. What was put there and is none of the files now stays.")
    private boolean keep;

    @Option(names = "--serve", description = "Keep everything up after the run, until Ctrl-C, and print how to reach it.")
    private boolean serve;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and end.")
    private boolean help;

    private final Path home = Path.of(System.getProperty("allasflow.home", "."));
    private final PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Demo()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        SourceFiles files;
        Map<String, Path> modelFiles;
        RunDirectory directory;
        try {
            files = SourceFiles.collect(sources.isEmpty() ? List.of(home.resolve("samples/data")) : sources);
            modelFiles = modelFiles();
            directory = RunDirectory.open(out == null ? home.resolve("target/demo") : out, keep);
        } catch (IOException e) {
            return fail(WRONG_ARGUMENTS, e);
        }
        try (directory; var pipeline = start(directory)) {
            var done = run(pipeline, directory, files, modelFiles);
            return done ? 0 : UNFINISHED;
        } catch (IOException e) {
            return fail(BROKEN, e);
        }
    }

    private LocalPipeline start(RunDirectory directory) throws IOException, InterruptedException {
        console.println("Starting the S3 server, the broker and the three functions ...");
        return LocalPipeline.start(home, directory);
    }

    private Map<String, Path> configFile() {
        var file = config == null && sources.isEmpty() ? home.resolve("samples/pipeline.yaml") : config;
        return file == null ? Map.of() : Map.of(LocalPipeline.LAYOUT.own(PipelineConfig.KEY).key(), file);
    }

    private Map<String, Path> modelFiles() throws IOException {
        var samples = home.resolve("samples/models");
        if (models != null) {
            return ModelResults.files(models, LocalPipeline.LAYOUT);
        }
        return sources.isEmpty() && Files.isDirectory(samples)
                ? ModelResults.files(samples, LocalPipeline.LAYOUT)
                : Map.of();
    }

    private boolean run(LocalPipeline pipeline, RunDirectory directory, SourceFiles files, Map<String, Path> modelFiles)
            throws IOException, InterruptedException {
        Uploads.put(pipeline.store(), LocalPipeline.BUCKET, configFile());
        Uploads.put(pipeline.store(), LocalPipeline.BUCKET, modelFiles);
        var scan = pipeline.scanSettings();
        var uploads = Uploads.put(pipeline.store(), LocalPipeline.BUCKET, files.byKey());
        console.printf("Objects in the bucket: %d, new or changed: %d%s.%n", uploads.etags().size(),
                uploads.count(), files.leftOut() == 0 ? "" : ", left out (hidden, or no file): " + files.leftOut());
        var terminal = System.console() != null && System.console().isTerminal();
        var bucket = directory.path().resolve(LocalPipeline.BUCKET);
        var objects = new Objects(bucket, LocalPipeline.LAYOUT, scan, uploads.etags(), files.refused());
        var progress = new Progress(console, terminal, objects.sources().size());
        pipeline.broker().listen(progress::on);
        var before = objects.outcomes();
        var outcomes = scanUntilDone(pipeline, progress, objects);
        progress.end();
        report(before, outcomes, progress, bucket);
        var outputs = bucket.resolve(LocalPipeline.LAYOUT.outputPrefix());
        console.println("Outputs  " + outputs);
        console.println("Report   " + outputs.resolve("reports/index.html"));
        console.println("Logs     " + directory.path().resolve("logs"));
        memory(pipeline).ifPresent(memory -> console.println("Memory   " + memory + " at most"));
        if (serve) {
            serve(pipeline, progress);
        }
        return outcomes.stream().allMatch(Outcome::isRight);
    }

    /// A scan emits a bounded number of events, so several may be needed.
    private static List<Outcome> scanUntilDone(LocalPipeline pipeline, Progress progress, Objects objects)
            throws IOException, InterruptedException {
        for (var idleScans = 0;; idleScans++) {
            var before = progress.accepted();
            var deferred = pipeline.ping();
            while (!pipeline.broker().awaitIdle(POLL)) {
                progress.show();
            }
            var outcomes = objects.outcomes();
            if (deferred == 0 && outcomes.stream().allMatch(Outcome::isSettled) || idleScans == IDLE_SCANS) {
                return outcomes;
            }
            if (progress.accepted() > before) {
                idleScans = -1;
            } else {
                Thread.sleep(IDLE_PAUSE);
            }
        }
    }

    private void report(List<Outcome> before, List<Outcome> outcomes, Progress progress, Path bucket)
            throws IOException {
        console.println();
        if (progress.accepted() == 0 && outcomes.stream().allMatch(Outcome::isRight)) {
            long excluded = outcomes.stream().filter(Outcome::isExcluded).count();
            console.printf("Nothing to do: all objects (%d) are up to date%s.%n", outcomes.size() - excluded,
                    excluded == 0 ? "" : ", excluded: " + excluded);
        } else {
            ResultTable.print(console, before, outcomes);
        }
        ModelResults.print(console, bucket, LocalPipeline.LAYOUT);
        console.println();
    }

    private static Optional<String> memory(LocalPipeline pipeline) {
        return pipeline.functions().values().stream()
                .flatMap(function -> function.peakMemory().stream().mapToObj(bytes -> function.name() + " "
                        + (bytes >> 20) + " MiB"))
                .reduce((all, next) -> all + ", " + next);
    }

    private void serve(LocalPipeline pipeline, Progress progress) throws InterruptedException {
        var credentials = pipeline.store().credentials();
        console.printf("%nS3 server     %s  bucket %s, access key %s, secret key %s%n", pipeline.store().endpoint(),
                LocalPipeline.BUCKET, credentials.accessKey(), credentials.secretKey());
        console.println("broker        " + pipeline.broker().endpoint());
        pipeline.functions().forEach((name, function) -> console.printf("%-13s %s%n", name, function.url()));
        var functions = pipeline.functions();
        console.printf("%nScan now:%n  %s%n", CurlLines.ping(functions.get("fn-ingest").url()));
        progress.latest("ingested").ifPresent(event -> console.printf("Clean again:%n  %s%n",
                CurlLines.of(event, functions.get("fn-clean").url())));
        progress.latest("cleaned").ifPresent(event -> console.printf("Summarize again:%n  %s%n",
                CurlLines.of(event, functions.get("fn-summarize").url())));
        console.printf("%nCtrl-C stops everything.%n");
        Thread.currentThread().join();
    }

    private static int fail(int exitCode, IOException failure) {
        System.err.println(switch (failure) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            // Their own message is the path alone.
            case FileSystemException path -> path.getFile() + ": "
                    + (path.getReason() == null ? path.getClass().getSimpleName() : path.getReason());
            default -> failure.getMessage();
        });
        return exitCode;
    }
}
