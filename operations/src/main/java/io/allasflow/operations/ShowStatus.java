package io.allasflow.operations;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.allasflow.core.error.ErrorCode;
import io.allasflow.core.error.Printable;
import io.allasflow.core.status.QualityFacts;
import io.allasflow.core.status.ReadingNotes;
import io.allasflow.core.status.Status;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.core.text.Excerpt;
import io.allasflow.operations.cluster.ClusterOptions;
import io.allasflow.operations.store.Statuses;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What became of each table, as the bucket tells.
@Command(name = "scripts/status.sh", usageHelpWidth = Tool.WIDTH, description = {
    "Shows the datasets that changed last: how far each is, its rows, its quality, and its last error with what to do"
            + " about it. All of it comes from the bucket, under status/.%n",
    "The settings are those of the environment (ALLAS_ENDPOINT, ALLAS_ACCESS_KEY, ALLAS_SECRET_KEY, DATA_BUCKET,"
            + " OUTPUT_BUCKET, OUTPUT_PREFIX), and where it says nothing those of the cluster.%n"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:shown", "1:it did not work; what to do is said", "2:the arguments or the settings are wrong"})
public final class ShowStatus implements Callable<Integer> {
    private static final int NAME = 33;
    private static final String ROW = "%-" + NAME + "s  %-10s  %-16s  %8s  %5s";

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions options;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "How many, each a request to the store. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--errors", description = "Of these, only the ones with an error.")
    private boolean errors;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and end.")
    private boolean help;

    ShowStatus(Terminal terminal, KubernetesClient client) {
        this.terminal = terminal;
        options = new ClusterOptions(client);
    }

    public static void main(String[] arguments) {
        var terminal = Terminal.ofProcess();
        System.exit(Tool.run(new ShowStatus(terminal, null), terminal, arguments));
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            terminal.err().println("--limit must be at least 1");
            return Tool.WRONG;
        }
        var settings = BucketOfCluster.settings(terminal, options);
        try (var store = new S3ObjectStore(settings)) {
            var newest = new Statuses(store, settings.layout()).newest(limit).stream()
                    .filter(status -> !errors || Statuses.error(status).isPresent()).toList();
            if (newest.isEmpty()) {
                terminal.out().println(errors ? "No errors." : "No dataset has a status yet.");
                return Tool.DONE;
            }
            terminal.out().println(ROW.formatted("dataset", "state", "changed (UTC)", "rows", "score"));
            newest.forEach(this::print);
        }
        return Tool.DONE;
    }

    private void print(Status status) {
        var name = Printable.of(status.dataset());
        var at = status.stages().stream().map(Status.StageRun::at).max(Comparator.naturalOrder());
        // A long name is cut to the left, where names differ least.
        var shown = name.length() <= NAME ? name : "…" + name.substring(name.length() - NAME + 1);
        terminal.out().println(ROW.formatted(shown, status.sourceDeleted() == null ? status.state().word() : "deleted",
                at.map(ShowStatus::minute).orElse(""), status.metrics() == null ? "" : status.metrics().rows(),
                status.overall() == null ? "" : String.format(Locale.ROOT, "%.1f", status.overall())).stripTrailing());
        notes(status).forEach(note -> Wrapped.print(terminal.out(), "    ", Printable.of(note)));
        Statuses.error(status).ifPresent(run -> Wrapped.print(terminal.out(), "    ", Printable.of("%s in %s: %s %s"
                .formatted(run.error().code(), run.stage(),
                        Tool.sentence(Excerpt.of(String.valueOf(run.error().message()), 300)),
                        run.error().advice() == null ? "" : run.error().advice()))));
    }

    private static List<String> notes(Status status) {
        var notes = new ArrayList<String>();
        var rows = status.quality() == null ? MissingNode.getInstance() : status.quality().path("rows");
        if (QualityFacts.areMostRejected(rows)) {
            notes.add("Most rows were rejected; the score is of the others.");
        }
        notes.addAll(ReadingNotes.of(status.dialect()));
        for (var conflict : status.conflicts()) {
            notes.add("%s for %s: %s%s".formatted(ErrorCode.DATASET_CONFLICT, Excerpt.of(conflict.key(), 300),
                    status.rivalSentence(conflict).map(rival -> Excerpt.of(rival, 600) + " ").orElse(""),
                    ErrorCode.DATASET_CONFLICT.advice()));
        }
        return notes;
    }

    private static String minute(Instant at) {
        return at.toString().substring(0, 16).replace('T', ' ');
    }
}
