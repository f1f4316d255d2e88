package io.allasflow.operations;

import io.allasflow.core.layout.BucketLayout;
import io.allasflow.core.status.Status;
import io.allasflow.core.status.StatusListing;
import io.allasflow.core.status.StatusStore;
import io.allasflow.core.store.ObjectStore;
import io.allasflow.core.store.S3ObjectStore;
import io.allasflow.operations.cluster.ClusterOptions;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Has datasets made again from their sources, by the next scan.
///
/// A dataset's status says which configuration and program it was made by; without that it is not done, and the scan
/// sends its source as if it were new. The scan's memory, a cache, would not look there, so it goes too. All of that is
/// in the bucket, so it works from anywhere and needs no way into the cluster.
@Command(name = "scripts/reprocess.sh", usageHelpWidth = Tool.WIDTH, description = {
    "Has datasets made again from their sources: by the next scan, within 15 minutes; scripts/send-event.sh ping starts"
            + " one at once. Until then what was made stays. That scan reads every status once, as it does after an"
            + " update.%n",
    "A change of config/pipeline.yaml or of the program does not need this: the scan sees it by itself.%n",
    "The settings are those of the environment (ALLAS_ENDPOINT, ALLAS_ACCESS_KEY, ALLAS_SECRET_KEY, DATA_BUCKET,"
            + " OUTPUT_BUCKET, OUTPUT_PREFIX), and where it says nothing those of the cluster.%n"}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
                "0:the next scan does it", "1:it did not work; what to do is said",
                "2:the arguments or the settings are wrong"})
public final class Reprocess implements Callable<Integer> {
    /// Of the scan, which makes it anew.
    private static final String MEMORY = "state/scan.ndjson.gz";

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions options;

    @Parameters(paramLabel = "DATASET", arity = "0..*", description = "As the index names it: shop/events for shop/events.csv.")
    private List<String> datasets = new ArrayList<>();

    @Option(names = "--all", description = "Every dataset.")
    private boolean all;

    @Option(names = "--rejected", description = "Every one that was rejected or failed.")
    private boolean rejected;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this and end.")
    private boolean help;

    Reprocess(Terminal terminal, KubernetesClient client) {
        this.terminal = terminal;
        options = new ClusterOptions(client);
    }

    public static void main(String[] arguments) {
        var terminal = Terminal.ofProcess();
        System.exit(Tool.run(new Reprocess(terminal, null), terminal, arguments));
    }

    @Override
    public Integer call() {
        if (datasets.isEmpty() != (all || rejected) || all && rejected) {
            terminal.err().println("Name datasets, or say --all or --rejected: see --help");
            return Tool.WRONG;
        }
        var settings = BucketOfCluster.settings(terminal, options);
        try (var store = new S3ObjectStore(settings)) {
            var layout = settings.layout();
            int marked = mark(store, layout);
            if (marked > 0) {
                // After the statuses: a scan in between finds them, or leaves the memory to be deleted.
                store.delete(layout.own(MEMORY));
            }
            Wrapped.paragraphs(terminal.out(), "The next scan has " + marked + " of the datasets made again, within 15"
                    + " minutes; scripts/status.sh shows how far they are.");
        }
        return Tool.DONE;
    }

    private int mark(ObjectStore store, BucketLayout layout) {
        var statuses = new StatusStore(store, layout);
        if (datasets.isEmpty()) {
            var counted = new int[1];
            new StatusListing(store, layout).forEach((dataset, _) -> {
                if (statuses.read(dataset).filter(this::isMeant).isPresent()) {
                    statuses.amend(dataset, Reprocess::notDone);
                    counted[0]++;
                }
            });
            return counted[0];
        }
        // All or none of those that are named.
        for (var dataset : datasets) {
            if (statuses.read(dataset).isEmpty()) {
                throw new OperationException("There is no dataset " + dataset,
                        "scripts/status.sh lists them; that of shop/events.csv is shop/events.");
            }
        }
        datasets.forEach(dataset -> statuses.amend(dataset, Reprocess::notDone));
        return datasets.size();
    }

    private boolean isMeant(Status status) {
        return all || status.state() == Status.State.REJECTED || status.state() == Status.State.FAILED;
    }

    private static Status notDone(Status status) {
        return new Status(status.schema(), status.dataset(), status.state(), status.source(), null, null,
                status.stages(), status.dialect(), status.quality(), status.metrics(), status.comparison(),
                status.outputs(), status.parts(), status.conflicts(), status.history(), status.sourceDeleted());
    }
}
